'use client'

import { Code, Stack, Text } from '@mantine/core'
import { useFormatter, useTranslations } from 'next-intl'
import type { SentLink } from '@/trpc/routers'
import { CopyButton } from './copy-button'
import { ExactTime } from './exact-time'

/** To whom a one-time link went; or the link itself, once, where there is no mail. */
export function SentLinkNote({ sent }: { sent: SentLink }) {
  const t = useTranslations('common.sentLink')
  const format = useFormatter()
  const expiresAt = new Date(sent.expiresAt)
  const until = () => (
    <ExactTime at={expiresAt}>{format.dateTime(expiresAt, { dateStyle: 'medium', timeStyle: 'short' })}</ExactTime>
  )
  return (
    <Stack gap="sm" role="status">
      {sent.sentTo !== null && <Text>{t.rich('sent', { email: sent.sentTo, until })}</Text>}
      {sent.link !== null && (
        <>
          <Text>{t.rich('shownOnce', { until })}</Text>
          <Code display="block" p="xs" style={{ overflowWrap: 'anywhere' }}>
            {sent.link}
          </Code>
          <div>
            <CopyButton value={sent.link} size="sm" />
          </div>
        </>
      )}
    </Stack>
  )
}
