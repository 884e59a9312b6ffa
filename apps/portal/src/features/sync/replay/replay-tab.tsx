'use client'

import { Paper, Stack, Text, Title } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useMay } from '@/frame/me-provider'
import { ReplayForm } from './replay-form'
import { ReplayRuns } from './replay-runs'

/** Sends events of the past to one subscriber again. */
export function ReplayTab() {
  const t = useTranslations('sync.replay')
  const mayOperate = useMay('sync.operate')
  return (
    <Stack gap="md">
      <Text c="dimmed" maw={720}>
        {t('hint')}
      </Text>
      {mayOperate && (
        <Paper p="md" component="section" aria-labelledby="replay-form-title">
          <Title order={2} id="replay-form-title" mb="md">
            {t('formTitle')}
          </Title>
          <ReplayForm />
        </Paper>
      )}
      <ReplayRuns />
    </Stack>
  )
}
