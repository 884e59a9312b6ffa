'use client'

import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { useSubmitOnce } from '../users/use-submit-once'
import { type AuthAnswer, verifyCode, verifyRecoveryCode } from './auth-requests'
import { CodeField, codeLength } from './code-field'
import { FaultAlert } from './fault-alert'
import { useRefusalWords } from './use-refusal-words'

/** Why the step is over without anyone being signed in. */
export type StepEnd = 'back' | 'expired' | 'usedUp'

const ends: Readonly<Record<string, StepEnd>> = {
  INVALID_TWO_FACTOR_COOKIE: 'expired',
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: 'usedUp',
}

export interface CodeStepProps {
  onSignedIn: () => void
  onEnd: (reason: StepEnd) => void
}

/** The second step: a code of the authenticator app, or one of the recovery codes. */
export function CodeStep({ onSignedIn, onEnd }: CodeStepProps) {
  const t = useTranslations('signIn.code')
  const refusalWords = useRefusalWords()
  const [recovers, setRecovers] = useState(false)
  const [code, setCode] = useState('')
  const [fault, setFault] = useState<string | null>(null)
  const [attempt, setAttempt] = useState(0)
  const [pending, setPending] = useState(false)

  const take = (answer: AuthAnswer) => {
    if (answer.ok) return onSignedIn()
    const end = ends[answer.code]
    if (end) return onEnd(end)
    setPending(false)
    setCode('')
    setAttempt((before) => before + 1)
    setFault(refusalWords(answer, t(recovers ? 'errors.wrongRecovery' : 'errors.wrong')))
  }
  const send = useSubmitOnce(async (given: string) => {
    const text = given.trim()
    if (recovers ? text === '' : text.length < codeLength) return setFault(t('errors.short'))
    setPending(true)
    take(await (recovers ? verifyRecoveryCode(text) : verifyCode(text)))
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void send(code)
  }
  const switchKind = () => {
    setRecovers(!recovers)
    setCode('')
    setFault(null)
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Text c="dimmed" mt={4}>
          {t(recovers ? 'recoveryHint' : 'hint')}
        </Text>
        <FaultAlert fault={fault} />
        {recovers ? (
          <TextInput
            key={attempt}
            label={t('recoveryLabel')}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
            autoComplete="off"
            spellCheck={false}
            autoFocus
            size="md"
          />
        ) : (
          <CodeField value={code} onChange={setCode} onComplete={send} error={fault !== null} attempt={attempt} />
        )}
        <Button type="submit" size="md" loading={pending} fullWidth>
          {t('submit')}
        </Button>
        <Group justify="space-between" gap="xs">
          <Button variant="subtle" size="compact-sm" onClick={() => onEnd('back')}>
            {t('back')}
          </Button>
          <Button variant="subtle" size="compact-sm" onClick={switchKind}>
            {t(recovers ? 'useApp' : 'useRecovery')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
