'use client'

import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { type FormEvent, useRef, useState } from 'react'
import { signIn } from './auth-requests'

const shownCodes = ['TOO_MANY', 'UNAVAILABLE', 'UNREACHABLE'] as const

/** Unknown address, wrong password and disabled account read the same. */
export function SignInForm({ next }: { next: string }) {
  const t = useTranslations('signIn')
  const common = useTranslations('common.actions')
  const [fault, setFault] = useState<string | null>(null)
  const [pending, setPending] = useState(false)
  const passwordRef = useRef<HTMLInputElement>(null)

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (pending) return
    const form = new FormData(event.currentTarget)
    const email = String(form.get('email') ?? '').trim()
    const password = String(form.get('password') ?? '')
    if (!email || !password) {
      setFault(t('errors.empty'))
      return
    }
    setPending(true)
    const { ok, code } = await signIn(email, password)
    if (ok) {
      window.location.assign(next)
      return
    }
    const shown = shownCodes.find((candidate) => candidate === code)
    setFault(t(`errors.${shown ?? 'refused'}`))
    setPending(false)
    passwordRef.current?.select()
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {fault && (
          <Alert role="alert" color="red" variant="outline">
            {fault}
          </Alert>
        )}
        <TextInput name="email" type="email" label={t('email')} autoComplete="username" autoFocus size="md" />
        <PasswordInput
          ref={passwordRef}
          name="password"
          label={t('password')}
          autoComplete="current-password"
          size="md"
          visibilityToggleButtonProps={{ 'aria-label': common('showPassword') }}
        />
        <Button type="submit" size="md" loading={pending} fullWidth>
          {t('submit')}
        </Button>
      </Stack>
    </form>
  )
}
