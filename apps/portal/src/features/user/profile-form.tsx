'use client'

import { Button, Group, Stack } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useState } from 'react'
import { ErrorState } from '@/components/error-state'
import { rememberCountry, usualCountry } from '@/features/users/form/phone-country'
import { UnsavedDialog } from '@/features/users/form/unsaved-dialog'
import { StaleDialog } from '@/features/users/stale-dialog'
import { useSubmitOnce } from '@/features/users/use-submit-once'
import {
  changesOf,
  type FormField,
  findFaults,
  formOf,
  toInput,
  type UserFormValues,
  type UserInput,
} from '@/features/users/user-form-values'
import { useMe } from '@/frame/me-provider'
import { readFailure } from '@/trpc/failure'
import type { User } from '@/trpc/routers'
import { ProfileField } from './profile-field'
import { useSaveUser } from './use-save-user'
import { useUnsaved } from './use-unsaved'

export interface ProfileFormProps {
  user: User
  /** Of one section; nothing else is written. */
  fields: readonly FormField[]
  label: string
  onClose: () => void
}

/** A section of a profile, edited in its place. What was edited stays what it was when editing began. */
export function ProfileForm({ user, fields, label, onClose }: ProfileFormProps) {
  const t = useTranslations('users.form')
  const common = useTranslations('common.actions')
  const [base] = useState(user)
  const initial = useInitial(base)
  const unsaved = useUnsaved(onClose)
  const saving = useSaveUser(user.id, onClose)
  const form = useForm<UserFormValues>({
    mode: 'uncontrolled',
    initialValues: initial,
    onValuesChange: () => unsaved.setDirty(fields.some((field) => form.isDirty(field))),
    validate: (values) => {
      const faults = findFaults(values)
      return Object.fromEntries(
        fields.flatMap((field) => (faults[field] ? [[field, t(`errors.${faults[field]}`)]] : [])),
      )
    },
  })
  const focusFirst = (wrong: (field: FormField) => unknown) => {
    const field = fields.find(wrong)
    if (field) form.getInputNode(field)?.focus()
  }
  const submit = useSubmitOnce(async (values: UserFormValues) => {
    try {
      await saving.save(ofFields(fields, changesOf(base, toInput(values))), base.version)
      if (fields.includes('phoneNumber') && values.phoneNumber) rememberCountry(values.phoneCountry)
    } catch (error) {
      const { code, fields: faults } = readFailure(error)
      const messageOf = (field: FormField) => faults.find(({ path }) => path === `changes.${field}` || path === field)
      for (const field of fields) {
        const message = messageOf(field)?.message
        if (message)
          form.setFieldError(field, code === 'CONFLICT' && field === 'email' ? t('errors.emailTaken') : message)
      }
      focusFirst(messageOf)
    }
  })
  const leave = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    unsaved.close()
  }
  const { collision } = saving
  const isPlaced = saving.error !== null && readFailure(saving.error).fields.length > 0
  return (
    <>
      <form
        noValidate
        aria-label={label}
        onKeyDown={leave}
        onSubmit={form.onSubmit(submit, (errors) => focusFirst((field) => errors[field]))}
      >
        <Stack gap="sm">
          {saving.error && !isPlaced && !collision && <ErrorState error={saving.error} />}
          {fields.map((field, index) => (
            <ProfileField
              key={field}
              field={field}
              form={form}
              country={initial.phoneCountry}
              autoFocus={index === 0}
            />
          ))}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" size="compact-md" onClick={unsaved.close}>
              {common('cancel')}
            </Button>
            <Button type="submit" size="compact-md" loading={form.submitting}>
              {common('save')}
            </Button>
          </Group>
        </Stack>
      </form>
      {unsaved.question && <UnsavedDialog {...unsaved.question} />}
      {collision && (
        <StaleDialog
          base={base}
          theirs={collision.theirs}
          mine={collision.mine}
          pending={saving.pending}
          error={saving.error}
          onClose={saving.giveUp}
          onSave={(changes) => saving.save(changes, collision.theirs.version).catch(() => undefined)}
        />
      )}
    </>
  )
}

/** A number that is still to be written is one of the usual country. */
function useInitial(user: User): UserFormValues {
  const { timeZone } = useMe().organisation
  const [initial] = useState(() => {
    const values = formOf(user)
    return { ...values, phoneCountry: values.phoneCountry || (values.phoneNumber ? '' : usualCountry(timeZone)) }
  })
  return initial
}

function ofFields(fields: readonly FormField[], changes: Partial<UserInput>): Partial<UserInput> {
  return Object.fromEntries(Object.entries(changes).filter(([name]) => fields.some((field) => field === name)))
}
