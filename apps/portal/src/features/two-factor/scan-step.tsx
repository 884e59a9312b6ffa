'use client'

import { Box, Button, Code, Group, Stack, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { QRCodeSVG } from 'qrcode.react'
import { type FormEvent, useState } from 'react'
import { CopyButton } from '@/components/copy-button'
import { verifyCode } from '../sign-in/auth-requests'
import { CodeField, codeLength } from '../sign-in/code-field'
import { FaultAlert } from '../sign-in/fault-alert'
import { useRefusalWords } from '../sign-in/use-refusal-words'
import { useSubmitOnce } from '../users/use-submit-once'
import { inFours, readTotpSecret } from './read-totp-secret'

/** Hands the secret to an authenticator app, and has one of its codes tried. */
export function ScanStep({ totpUri, onDone }: { totpUri: string; onDone: () => void }) {
  const t = useTranslations('twoFactor.scan')
  const words = useTranslations('signIn.code')
  const refusalWords = useRefusalWords()
  const [code, setCode] = useState('')
  const [fault, setFault] = useState<string | null>(null)
  const [attempt, setAttempt] = useState(0)
  const [pending, setPending] = useState(false)
  const secret = readTotpSecret(totpUri)

  const send = useSubmitOnce(async (given: string) => {
    if (given.length < codeLength) return setFault(words('errors.short'))
    setPending(true)
    const answer = await verifyCode(given)
    setPending(false)
    if (answer.ok) return onDone()
    setFault(refusalWords(answer, words('errors.wrong')))
    setCode('')
    setAttempt((before) => before + 1)
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void send(code)
  }

  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        <Text>{t('text')}</Text>
        {/* A scanner needs dark on light, whatever the theme. */}
        <Box bg="#ffffff" p="md" mx="auto" style={{ borderRadius: 6, lineHeight: 0 }}>
          <QRCodeSVG value={totpUri} size={176} title={t('alt')} />
        </Box>
        {secret && (
          <div>
            <Text size="sm" c="dimmed" mb={4}>
              {t('byHand')}
            </Text>
            <Group gap="xs">
              <Code style={{ overflowWrap: 'anywhere' }}>{inFours(secret)}</Code>
              <CopyButton value={secret} />
            </Group>
          </div>
        )}
        <FaultAlert fault={fault} />
        <CodeField value={code} onChange={setCode} onComplete={send} error={fault !== null} attempt={attempt} />
        <Group justify="flex-end">
          <Button type="submit" loading={pending}>
            {t('submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
