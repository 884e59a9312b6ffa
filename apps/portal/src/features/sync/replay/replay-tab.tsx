'use client'

import { Stack, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { Section } from '@/components/section'
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
        <Section title={t('formTitle')}>
          <ReplayForm />
        </Section>
      )}
      <ReplayRuns />
    </Stack>
  )
}
