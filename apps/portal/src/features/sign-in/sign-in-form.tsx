'use client'

import { Anchor, Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { type FormEvent, useRef, useState } from 'react'
import { useSubmitOnce } from '../users/use-submit-once'
import { signIn } from './auth-requests'
import { FaultAlert } from './fault-alert'
import { useRefusalWords } from './use-refusal-words'

export interface SignInFormProps {
  /** Who is expected; the password alone is missing then. */
  email?: string | undefined
  /** Why the person is here again. */
  initialFault: string | null
  onSecondFactor: () => void
  onSignedIn: () => void
}

/** Unknown address, wrong password and disabled account read the same. */
export function SignInForm({ email: expected, initialFault, onSecondFactor, onSignedIn }: SignInFormProps) {
  const t = useTranslations('signIn')
  const common = useTranslations('common.actions')
  const refusalWords = useRefusalWords()
  const [fault, setFault] = useState(initialFault)
  const [pending, setPending] = useState(false)
  const passwordRef = useRef<HTMLInputElement>(null)

  const send = useSubmitOnce(async (email: string, password: string) => {
    setPending(true)
    const answer = await signIn(email, password)
    if (answer.ok) {
      if (answer.data.twoFactorRedirect) return onSecondFactor()
      return onSignedIn()
    }
    setFault(refusalWords(answer, t('errors.refused')))
    setPending(false)
    passwordRef.current?.select()
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const email = String(form.get('email') ?? '').trim()
    const password = String(form.get('password') ?? '')
    if (email && password) return void send(email, password)
    setFault(t('errors.empty'))
    event.currentTarget.querySelector<HTMLInputElement>(email ? '[name=password]' : '[name=email]')?.focus()
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <FaultAlert fault={fault} />
        <TextInput
          name="email"
          type="email"
          label={t('email')}
          autoComplete="username"
          defaultValue={expected}
          autoFocus={!expected}
          size="md"
        />
        <PasswordInput
          ref={passwordRef}
          name="password"
          label={t('password')}
          autoComplete="current-password"
          data-autofocus={expected !== undefined || undefined}
          size="md"
          visibilityToggleButtonProps={{ 'aria-label': common('showPassword') }}
        />
        <Button type="submit" size="md" loading={pending} fullWidth>
          {t('submit')}
        </Button>
        {!expected && (
          <Anchor component={Link} href="/forgot-password" size="sm">
            {t('forgot.link')}
          </Anchor>
        )}
      </Stack>
    </form>
  )
}
