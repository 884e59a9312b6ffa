'use client'

import { Button, Stack, Text, TextInput } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { type FormEvent, useRef, useState } from 'react'
import { LinkButton } from '@/components/link-button'
import { useSubmitOnce } from '../users/use-submit-once'
import { requestPasswordReset } from './auth-requests'
import { EntryDone } from './entry-done'
import { FaultAlert } from './fault-alert'
import { useRefusalWords } from './use-refusal-words'

/** The answer is the same whether the address is known or not. */
export function ForgotPasswordForm() {
  const t = useTranslations('signIn.forgot')
  const words = useTranslations('signIn')
  const refusalWords = useRefusalWords()
  const [fault, setFault] = useState<{ field?: string; form?: string }>({})
  const [pending, setPending] = useState(false)
  const [sent, setSent] = useState(false)
  const ref = useRef<HTMLInputElement>(null)

  const send = useSubmitOnce(async (email: string) => {
    setPending(true)
    setFault({})
    const answer = await requestPasswordReset(email)
    setPending(false)
    if (answer.ok) setSent(true)
    else setFault({ form: refusalWords(answer, words('refusals.unavailable')) })
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const email = ref.current?.value.trim() ?? ''
    if (/^[^\s@]+@[^\s@]+$/.test(email)) return void send(email)
    setFault({ field: t('empty') })
    ref.current?.focus()
  }

  if (sent) {
    return (
      <EntryDone text={t('sent')} action={<LinkButton href="/sign-in">{t('back')}</LinkButton>}>
        {t('withoutMail')}
      </EntryDone>
    )
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <FaultAlert fault={fault.form} />
        <TextInput
          ref={ref}
          name="email"
          type="email"
          label={words('email')}
          autoComplete="username"
          autoFocus
          size="md"
          error={fault.field}
        />
        <Button type="submit" size="md" loading={pending} fullWidth>
          {t('submit')}
        </Button>
        <Text c="dimmed" size="sm">
          {t('withoutMail')}
        </Text>
        <LinkButton href="/sign-in" variant="subtle" size="compact-sm">
          {t('back')}
        </LinkButton>
      </Stack>
    </form>
  )
}
