'use client'

import { Paper, Skeleton, Stack, Text, Title } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { ErrorState } from '@/components/error-state'
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
          <Paper p="md" component="section" aria-labelledby="prewarm-form-title">
            <Title order={2} id="prewarm-form-title" mb="md">
              {t('formTitle')}
            </Title>
            {data && <PrewarmForm defaults={data.defaults} running={running !== undefined} />}
            {isPending && <Skeleton h={formHeight} />}
          </Paper>
        )}
        {opened && <PrewarmReport key={opened} id={opened} />}
        {isPending && !opened && <Skeleton h={formHeight} />}
      </div>
      <PrewarmRuns runs={data?.items} loading={isPending} opened={opened} />
    </Stack>
  )
}
