'use client'

import { Button, Skeleton, Stack } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { type FormEvent, useRef, useState } from 'react'
import { LinkButton } from '@/components/link-button'
import { useSubmitOnce } from '../users/use-submit-once'
import { choosePassword } from './auth-requests'
import { EntryDone } from './entry-done'
import { FaultAlert } from './fault-alert'
import { NewPasswordField } from './new-password-field'
import { maxPasswordLength, minPasswordLength, passwordExcess } from './password-length'
import { useFragmentToken } from './use-fragment-token'
import { useRefusalWords } from './use-refusal-words'

const fieldFaults: Readonly<Record<string, 'common' | 'short' | 'long'>> = {
  COMMON_PASSWORD: 'common',
  PASSWORD_TOO_SHORT: 'short',
  PASSWORD_TOO_LONG: 'long',
}

/** Where an invitation or a reset link leads. */
export function ChoosePasswordForm() {
  const t = useTranslations('signIn.choose')
  const words = useTranslations('signIn.newPassword')
  const refusalWords = useRefusalWords()
  const token = useFragmentToken()
  const [state, setState] = useState<'asking' | 'sending' | 'done' | 'used'>('asking')
  const [fault, setFault] = useState<{ field?: string; form?: string }>({})
  const ref = useRef<HTMLInputElement>(null)

  const refuse = (field: 'common' | 'short' | 'long') => {
    setFault({ field: words(`errors.${field}`, { min: minPasswordLength, max: maxPasswordLength }) })
    ref.current?.focus()
  }
  const send = useSubmitOnce(async (given: string, password: string) => {
    setState('sending')
    setFault({})
    const answer = await choosePassword(given, password)
    if (answer.ok) return setState('done')
    if (answer.code === 'INVALID_TOKEN') return setState('used')
    setState('asking')
    const field = fieldFaults[answer.code]
    if (field) refuse(field)
    else setFault({ form: refusalWords(answer, t('other')) })
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const password = ref.current?.value ?? ''
    const excess = passwordExcess(password)
    if (excess !== 0) return refuse(excess < 0 ? 'short' : 'long')
    if (token) void send(token, password)
  }

  if (state === 'done') {
    return <EntryDone text={t('done')} action={<LinkButton href="/sign-in">{t('signIn')}</LinkButton>} />
  }
  if (state === 'used' || token === null) {
    return (
      <EntryDone
        text={t(state === 'used' ? 'used' : 'incomplete')}
        action={<LinkButton href="/forgot-password">{t('askAgain')}</LinkButton>}
      >
        {t('whoGives')}
      </EntryDone>
    )
  }
  if (token === undefined) return <Skeleton height={148} />
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <FaultAlert fault={fault.form} />
        <NewPasswordField ref={ref} name="password" autoFocus size="md" error={fault.field} />
        <Button type="submit" size="md" loading={state === 'sending'} fullWidth>
          {t('submit')}
        </Button>
      </Stack>
    </form>
  )
}
