'use client'

import { Button, Group, Stack } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useState } from 'react'
import { ErrorState } from '@/components/error-state'
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
import { readFailure } from '@/trpc/failure'
import type { User } from '@/trpc/routers'
import { ProfileField } from './profile-field'
import { useSaveUser } from './use-save-user'

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
  const saving = useSaveUser(user.id, onClose)
  const form = useForm<UserFormValues>({
    mode: 'uncontrolled',
    initialValues: formOf(base),
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
    if (event.key !== 'Escape' || form.isDirty()) return
    event.stopPropagation()
    onClose()
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
            <ProfileField key={field} field={field} form={form} autoFocus={index === 0} />
          ))}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" size="compact-md" onClick={onClose}>
              {common('cancel')}
            </Button>
            <Button type="submit" size="compact-md" loading={form.submitting}>
              {common('save')}
            </Button>
          </Group>
        </Stack>
      </form>
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

function ofFields(fields: readonly FormField[], changes: Partial<UserInput>): Partial<UserInput> {
  return Object.fromEntries(Object.entries(changes).filter(([name]) => fields.some((field) => field === name)))
}
