'use client'

import { Center, Paper, Stack, Text, Title } from '@mantine/core'
import { useInterval } from '@mantine/hooks'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { CopyButton } from '@/components/copy-button'

const retryMs = 5000

/** Shown instead of the console while the directory can't say who asks; goes away by itself. */
export function ServiceAway({ requestId }: { requestId: string }) {
  const t = useTranslations('common')
  const router = useRouter()
  useInterval(() => router.refresh(), retryMs, { autoInvoke: true })
  return (
    <Center mih="100dvh" p="md" component="main">
      <Paper p="lg" maw={480}>
        <Stack gap="xs">
          <Title order={1}>{t('errors.UNAVAILABLE.title')}</Title>
          <Text>{t('errors.UNAVAILABLE.advice')}</Text>
          <Text fz={13} c="dimmed">
            {t('requestId')}: <code>{requestId}</code>
          </Text>
          <div>
            <CopyButton value={requestId} />
          </div>
        </Stack>
      </Paper>
    </Center>
  )
}
