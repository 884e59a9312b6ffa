'use client'

import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { type FormEvent, type ReactNode, useRef, useState } from 'react'
import type { AuthAnswer, AuthRefusal } from '../sign-in/auth-requests'
import { FaultAlert } from '../sign-in/fault-alert'
import { useRefusalWords } from '../sign-in/use-refusal-words'
import { useSubmitOnce } from '../users/use-submit-once'

export interface PasswordStepProps<T> {
  /** What follows from it. */
  children: ReactNode
  submitLabel: ReactNode
  danger?: boolean
  ask: (password: string) => Promise<AuthAnswer<T>>
  onDone: (data: T) => void
}

/** Whoever changes the second factor shows first that they know the password: an open session is not enough. */
export function PasswordStep<T>({ children, submitLabel, danger = false, ask, onDone }: PasswordStepProps<T>) {
  const t = useTranslations('twoFactor')
  const words = useTranslations('signIn')
  const common = useTranslations('common.actions')
  const refusalWords = useRefusalWords()
  const [faults, setFaults] = useState<{ field?: string; form?: string }>({})
  const [pending, setPending] = useState(false)
  const ref = useRef<HTMLInputElement>(null)

  const refuse = (refusal: AuthRefusal) => {
    if (refusal.code !== 'INVALID_PASSWORD') return setFaults({ form: refusalWords(refusal, t('errors.other')) })
    setFaults({ field: words('change.errors.wrongCurrent') })
    ref.current?.select()
  }
  const send = useSubmitOnce(async (password: string) => {
    setPending(true)
    const answer = await ask(password)
    setPending(false)
    if (answer.ok) onDone(answer.data)
    else refuse(answer)
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const password = ref.current?.value ?? ''
    if (password) return void send(password)
    setFaults({ field: words('change.errors.emptyCurrent') })
    ref.current?.focus()
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Text component="div">{children}</Text>
        <FaultAlert fault={faults.form} />
        <PasswordInput
          ref={ref}
          label={words('change.current')}
          autoComplete="current-password"
          error={faults.field}
          autoFocus
          data-autofocus
          visibilityToggleButtonProps={{ 'aria-label': common('showPassword') }}
        />
        <Group justify="flex-end">
          <Button type="submit" loading={pending} color={danger ? 'red' : 'teal'}>
            {submitLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
