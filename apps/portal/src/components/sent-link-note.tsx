'use client'

import { Code, Stack, Text } from '@mantine/core'
import { useFormatter, useTranslations } from 'next-intl'
import type { SentLink } from '@/trpc/routers'
import { CopyButton } from './copy-button'

/** To whom a one-time link went; or the link itself, once, where there is no mail. */
export function SentLinkNote({ sent }: { sent: SentLink }) {
  const t = useTranslations('common.sentLink')
  const format = useFormatter()
  const until = format.dateTime(new Date(sent.expiresAt), { dateStyle: 'medium', timeStyle: 'short' })
  return (
    <Stack gap="sm" role="status">
      {sent.sentTo !== null && <Text>{t('sent', { email: sent.sentTo, until })}</Text>}
      {sent.link !== null && (
        <>
          <Text>{t('shownOnce', { until })}</Text>
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
