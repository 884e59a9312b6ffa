'use client'

import { Button, Group, Progress, Text } from '@mantine/core'
import { IconEqual, IconListCheck } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNow, useTranslations } from 'next-intl'
import { ErrorState } from '@/components/error-state'
import { Section } from '@/components/section'
import { useChat } from '@/trpc/contexts'
import { readProgress } from '../../sync/read-progress'
import { RunBar } from '../../sync/run-bar'
import classes from '../cache.module.css'
import { VerifyResult } from './verify-result'

const sampleSize = 1000
const progressEveryMs = 500

/** Compares cached profiles with the directory: a sample, or all of them. It changes nothing. */
export function VerifySection({ totalCached }: { totalCached: number | null }) {
  const t = useTranslations('cache.verify')
  const { cache } = useChat()
  const queryClient = useQueryClient()
  const compare = useMutation({
    mutationFn: (sample: number | null) =>
      queryClient.fetchQuery(cache.verify.queryOptions({ sample }, { staleTime: 0, gcTime: 0, retry: false })),
  })
  const isRunning = (sample: number | null) => compare.isPending && compare.variables === sample
  return (
    <Section title={t('title')} hint={t('hint')}>
      <Group gap="sm">
        <Button
          leftSection={<IconEqual size={18} aria-hidden />}
          loading={isRunning(sampleSize)}
          disabled={isRunning(null)}
          onClick={() => compare.mutate(sampleSize)}
        >
          {t('compareSample', { count: sampleSize })}
        </Button>
        <Button
          variant="default"
          leftSection={<IconListCheck size={18} aria-hidden />}
          loading={isRunning(null)}
          disabled={isRunning(sampleSize)}
          onClick={() => compare.mutate(null)}
        >
          {t('compareAll')}
        </Button>
      </Group>
      <div className={classes.verdictBox} aria-live="polite">
        {compare.isPending && (
          <>
            <Text>{t(compare.variables === null ? 'runningAll' : 'running', { count: totalCached ?? 0 })}</Text>
            {compare.variables === null ? (
              <AllProgress />
            ) : (
              <Progress value={100} animated size="sm" mt={4} maw={480} aria-label={t('progress')} />
            )}
          </>
        )}
        {compare.isError && !compare.isPending && (
          <ErrorState error={compare.error} title={t('failed')} onRetry={() => compare.mutate(compare.variables)} />
        )}
        {compare.isSuccess && <VerifyResult report={compare.data} />}
      </div>
    </Section>
  )
}

/** How far the comparison of everything is. Behind several replicas another one may be asked, which can't tell. */
function AllProgress() {
  const t = useTranslations('cache.verify')
  const now = useNow({ updateInterval: 1000 }).getTime()
  const { data } = useQuery(
    useChat().cache.verifyProgress.queryOptions(undefined, {
      refetchInterval: progressEveryMs,
      gcTime: 0,
      retry: false,
    }),
  )
  const run = data ?? { done: 0, total: 0, startedAt: new Date(now).toISOString() }
  return (
    // The result is announced; twice a second how far it is would drown it.
    <div aria-live="off" style={{ marginTop: 4 }}>
      <RunBar label={t('progress')} done={run.done} total={run.total} progress={readProgress(run, now)} />
    </div>
  )
}
