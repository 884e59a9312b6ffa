'use client'

import { Button, Group, NativeSelect, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { ErrorState } from '@/components/error-state'
import { readFailure } from '@/trpc/failure'
import { useSubmitOnce } from './use-submit-once'
import { type FormField, findFaults, formFields, readPhone, type UserFormValues } from './user-form-values'
import { userRoles } from './user-roles'

export interface UserFormProps {
  initial: UserFormValues
  submitLabel: ReactNode
  /** Resolves when the form's work is done; a rejection is shown, at its field where it names one. */
  onSubmit: (values: UserFormValues) => Promise<void>
  onCancel: () => void
  /** The last rejection. */
  error: unknown
}

/** The server names fields as they were sent: `email`, or `changes.email`. */
function fieldOf(path: string): FormField | undefined {
  const name = path.replace(/^changes\./, '')
  return formFields.find((field) => field === name)
}

export function UserForm({ initial, submitLabel, onSubmit, onCancel, error }: UserFormProps) {
  const t = useTranslations('users.form')
  const common = useTranslations('common')
  const form = useForm<UserFormValues>({
    mode: 'uncontrolled',
    initialValues: initial,
    validate: (values) =>
      Object.fromEntries(Object.entries(findFaults(values)).map(([field, fault]) => [field, t(`errors.${fault}`)])),
  })
  const showServerFaults = (fault: unknown) => {
    const { code, fields } = readFailure(fault)
    for (const { path, message } of fields) {
      const field = fieldOf(path)
      if (field) form.setFieldError(field, code === 'CONFLICT' && field === 'email' ? t('errors.emailTaken') : message)
    }
    const first = fields.map(({ path }) => fieldOf(path)).find(Boolean)
    if (first) form.getInputNode(first)?.focus()
  }
  const submit = useSubmitOnce(async (values: UserFormValues) => {
    try {
      await onSubmit(values)
    } catch (fault) {
      showServerFaults(fault)
    }
  })
  const writePhone = () => {
    const phone = readPhone(form.getValues().phoneNumber)
    if (phone) form.setFieldValue('phoneNumber', phone.written)
  }
  const failure = error ? readFailure(error) : null
  const unplaced = failure && !failure.fields.some(({ path }) => fieldOf(path))
  const roleOptions = userRoles.map((value) => ({ value, label: common(`roles.${value}`) }))
  const props = (field: FormField) => ({
    label: t(`fields.${field}`),
    key: form.key(field),
    ...form.getInputProps(field),
  })

  return (
    <form
      noValidate
      onSubmit={form.onSubmit(submit, (errors) => {
        const first = formFields.find((field) => errors[field])
        if (first) form.getInputNode(first)?.focus()
      })}
    >
      <Stack gap="md">
        {unplaced && <ErrorState error={error} />}
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
          <TextInput {...props('firstName')} required autoComplete="off" data-autofocus autoFocus />
          <TextInput {...props('lastName')} required autoComplete="off" />
        </SimpleGrid>
        <TextInput {...props('email')} required type="email" autoComplete="off" description={t('hints.email')} />
        <NativeSelect
          {...props('role')}
          required
          data={[...(initial.role ? [] : [{ value: '', label: t('chooseRole') }]), ...roleOptions]}
        />
        <TextInput
          {...props('phoneNumber')}
          type="tel"
          autoComplete="off"
          description={t('hints.phoneNumber')}
          placeholder="+263 77 123 4567"
          onBlur={writePhone}
        />
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
          <TextInput {...props('matricule')} autoComplete="off" />
          <NativeSelect
            {...props('sexe')}
            data={[
              { value: '', label: t('sexe.none') },
              { value: 'F', label: t('sexe.F') },
              { value: 'M', label: t('sexe.M') },
              { value: 'X', label: t('sexe.X') },
            ]}
          />
        </SimpleGrid>
        <TextInput {...props('ministere')} autoComplete="off" />
        <TextInput {...props('avatar')} type="url" autoComplete="off" description={t('hints.avatar')} />
        <Group justify="flex-end" mt="xs">
          <Button variant="default" onClick={onCancel}>
            {common('actions.cancel')}
          </Button>
          <Button type="submit" loading={form.submitting}>
            {submitLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
