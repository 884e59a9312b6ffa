'use client'

import { Button, Group, NativeSelect, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useDebouncedCallback } from '@mantine/hooks'
import { useTranslations } from 'next-intl'
import { type ReactNode, useRef, useState } from 'react'
import { ErrorState } from '@/components/error-state'
import { readFailure } from '@/trpc/failure'
import classes from './form/form.module.css'
import { rememberCountry } from './form/phone-country'
import { PhoneField } from './form/phone-field'
import { SimilarNotice } from './form/similar-notice'
import { UnitField } from './form/unit-field'
import { useSubmitOnce } from './use-submit-once'
import {
  type FormField,
  findFaults,
  formFields,
  type Likeness,
  likenessOf,
  readPhone,
  type UserFormValues,
} from './user-form-values'
import { userRoles } from './user-roles'

export interface UserFormProps {
  initial: UserFormValues
  /** The person who is being edited: not a double of themselves. */
  userId?: string
  submitLabel: ReactNode
  /** Resolves when the form's work is done; a rejection is shown, at its field where it names one. */
  onSubmit: (values: UserFormValues) => Promise<void>
  onCancel: () => void
  onDirty: (dirty: boolean) => void
  /** The last rejection. */
  error: unknown
}

const typingPauseMs = 400

/** The server names fields as they were sent: `email`, or `changes.email`. */
function fieldOf(path: string): FormField | undefined {
  const name = path.replace(/^changes\./, '')
  return formFields.find((field) => field === name)
}

/** What the fields hold, what is wrong with them, and when that is said: on leaving a field, and on sending. */
function useUserForm({ initial, onSubmit, onDirty, onTyped }: UserFormProps & { onTyped: () => void }) {
  const t = useTranslations('users.form')
  const form = useForm<UserFormValues>({
    mode: 'uncontrolled',
    initialValues: initial,
    validate: (values) =>
      Object.fromEntries(Object.entries(findFaults(values)).map(([field, fault]) => [field, t(`errors.${fault}`)])),
    onValuesChange: () => {
      onDirty(form.isDirty())
      onTyped()
    },
  })
  const focusFirst = (has: (field: FormField) => unknown) => {
    const first = formFields.find(has)
    if (first) form.getInputNode(first)?.focus()
  }
  const showServerFaults = (fault: unknown) => {
    const { code, fields } = readFailure(fault)
    const named = new Set<FormField>()
    for (const { path, message } of fields) {
      const field = fieldOf(path)
      if (!field) continue
      named.add(field)
      form.setFieldError(field, code === 'CONFLICT' && field === 'email' ? t('errors.emailTaken') : message)
    }
    focusFirst((field) => named.has(field))
  }
  const send = useSubmitOnce(async (values: UserFormValues) => {
    try {
      await onSubmit(values)
      if (values.phoneNumber) rememberCountry(form.getValues().phoneCountry)
    } catch (fault) {
      showServerFaults(fault)
    }
  })
  const submit = form.onSubmit(send, (errors) => focusFirst((field) => errors[field]))
  return { form, submit }
}

/** What each field is given: its value and fault, and what leaving it does. */
function useFields(form: ReturnType<typeof useUserForm>['form'], initial: UserFormValues) {
  const t = useTranslations('users.form')
  const [country, setCountry] = useState(initial.phoneCountry)
  const chooseCountry = (next: string) => {
    setCountry(next)
    form.setFieldValue('phoneCountry', next)
    form.clearFieldError('phoneNumber')
  }
  // An empty field isn't wrong before the form is sent: people may come back to it.
  const checkLeft = (field: FormField) => {
    if (form.getValues()[field].trim()) form.validateField(field)
  }
  const inputOf = (field: FormField) => ({
    key: form.key(field),
    ...form.getInputProps(field),
    onBlur: () => checkLeft(field),
  })
  const labelled = (field: FormField) => ({ label: t(`fields.${field}`), ...inputOf(field) })
  const writePhone = () => {
    const read = readPhone(form.getValues().phoneNumber, country)
    if (!read) return checkLeft('phoneNumber')
    form.setFieldValue('phoneNumber', read.written)
    if (read.country) chooseCountry(read.country)
  }
  const phone = { country, onCountry: chooseCountry, input: { ...inputOf('phoneNumber'), onBlur: writePhone } }
  return { inputOf, labelled, phone }
}

export function UserForm(props: UserFormProps) {
  const { initial, userId, submitLabel, onCancel, error } = props
  const t = useTranslations('users.form')
  const common = useTranslations('common')
  const formRef = useRef<HTMLFormElement>(null)
  const [likeness, setLikeness] = useState<Likeness | null>(null)
  const askLikeness = useDebouncedCallback(() => setLikeness(likenessOf(form.getValues())), typingPauseMs)
  const { form, submit } = useUserForm({ ...props, onTyped: askLikeness })
  const { inputOf, labelled, phone } = useFields(form, initial)
  const failure = error ? readFailure(error) : null
  const unplaced = failure && !failure.fields.some(({ path }) => fieldOf(path))
  const roleOptions = userRoles.map((value) => ({ value, label: common(`roles.${value}`) }))
  return (
    <form noValidate ref={formRef} onSubmit={submit} className={classes.form}>
      <Stack gap="md" pb="md">
        {unplaced && <ErrorState error={error} onRetry={() => formRef.current?.requestSubmit()} />}
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
          <TextInput {...labelled('firstName')} required autoComplete="off" data-autofocus />
          <TextInput {...labelled('lastName')} required autoComplete="off" />
        </SimpleGrid>
        <div>
          <TextInput {...labelled('email')} required type="email" autoComplete="off" description={t('hints.email')} />
          <SimilarNotice likeness={likeness} {...(userId && { userId })} />
        </div>
        <NativeSelect
          {...labelled('role')}
          required
          data={[...(initial.role ? [] : [{ value: '', label: t('chooseRole') }]), ...roleOptions]}
        />
        <PhoneField label={t('fields.phoneNumber')} {...phone} />
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
          <TextInput {...labelled('matricule')} autoComplete="off" />
          <NativeSelect
            {...labelled('sexe')}
            data={[
              { value: '', label: t('sexe.none') },
              { value: 'F', label: t('sexe.F') },
              { value: 'M', label: t('sexe.M') },
              { value: 'X', label: t('sexe.X') },
            ]}
          />
        </SimpleGrid>
        <UnitField label={t('fields.ministere')} input={inputOf('ministere')} />
        <TextInput {...labelled('avatar')} type="url" autoComplete="off" description={t('hints.avatar')} />
      </Stack>
      <Group justify="flex-end" className={classes.foot}>
        <Button variant="default" onClick={onCancel}>
          {common('actions.cancel')}
        </Button>
        <Button type="submit" loading={form.submitting}>
          {submitLabel}
        </Button>
      </Group>
    </form>
  )
}
