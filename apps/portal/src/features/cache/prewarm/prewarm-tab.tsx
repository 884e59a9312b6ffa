'use client'

import { Skeleton, Stack, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { ErrorState } from '@/components/error-state'
import { Section } from '@/components/section'
import { useMay } from '@/frame/me-provider'
import classes from '../cache.module.css'
import { useCacheParams } from '../cache-params'
import { PrewarmForm } from './prewarm-form'
import { PrewarmReport } from './prewarm-report'
import { PrewarmRuns } from './prewarm-runs'
import { usePrewarmRuns } from './use-prewarm'

const formHeight = 420

/** Fills the cache with the people of recent conversations, as a run. */
export function PrewarmTab() {
  const t = useTranslations('cache.prewarm')
  const mayOperate = useMay('cache.operate')
  const { params } = useCacheParams()
  const { data, isPending, isError, error, refetch } = usePrewarmRuns()
  const running = data?.items.find(({ state }) => state === 'running')
  const opened = params.run ?? running?.id ?? data?.items[0]?.id ?? null
  return (
    <Stack gap="md">
      <Text c="dimmed" maw={720}>
        {t('hint')}
      </Text>
      {isError && !data && <ErrorState error={error} onRetry={() => void refetch()} title={t('unavailable')} />}
      <div className={mayOperate ? classes.halves : undefined}>
        {mayOperate && (
          <Section title={t('formTitle')}>
            {data && <PrewarmForm defaults={data.defaults} running={running !== undefined} />}
            {isPending && <Skeleton h={formHeight} />}
          </Section>
        )}
        {opened && <PrewarmReport key={opened} id={opened} />}
        {isPending && !opened && <Skeleton h={formHeight} />}
      </div>
      <PrewarmRuns runs={data?.items} loading={isPending} opened={opened} />
    </Stack>
  )
}
