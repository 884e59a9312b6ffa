'use client'

import { Paper, Stack, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { ErrorState } from '@/components/error-state'
import { FactRows } from '@/components/facts'
import { NoAccess } from '@/components/no-access'
import { Notice } from '@/components/notice'
import { PageHeader } from '@/components/page-header'
import { useAmounts } from '@/components/use-amounts'
import { useMay } from '@/frame/me-provider'
import { useChat } from '@/trpc/contexts'
import { BreakerLight } from './breaker-light'
import classes from './cache.module.css'
import { CacheTiles } from './cache-tiles'
import { HitRateSection } from './hit-rate-section'
import { LookUp } from './look-up'
import { type CacheAlert, type CacheStats, readCacheAlerts } from './read-alerts'
import { useCacheAlertWords } from './use-cache-alert-words'

const everyMs = 5000

export function CachePage() {
  const t = useTranslations('cache')
  if (useMay('cache.read')) return <CacheFigures />
  return (
    <>
      <PageHeader title={t('title')} />
      <NoAccess />
    </>
  )
}

function CacheFigures() {
  const t = useTranslations('cache')
  const stats = useQuery(
    useChat().cache.stats.queryOptions(undefined, { refetchInterval: everyMs, staleTime: 0, retry: 1 }),
  )
  return (
    <>
      <PageHeader title={t('title')} description={t('description')} />
      <Stack gap="md">
        {stats.isError && (
          <ErrorState error={stats.error} onRetry={() => void stats.refetch()} title={t('unreachable')} />
        )}
        {stats.data && !stats.isError && <Alerts alerts={readCacheAlerts(stats.data)} />}
        <CacheTiles stats={stats.data ?? null} />
        <div className={classes.pair}>
          <HitRateSection />
          <div className={classes.beside}>
            <BreakerPanel stats={stats.data ?? null} />
            <ReadsPanel stats={stats.data ?? null} />
          </div>
        </div>
        <LookUp />
      </Stack>
    </>
  )
}

function BreakerPanel({ stats }: { stats: CacheStats | null }) {
  const t = useTranslations('cache.breaker')
  return (
    <Paper p="md" component="section" aria-labelledby="breaker-title" mih={152}>
      <Title order={2} id="breaker-title" mb="md">
        {t('title')}
      </Title>
      {stats && <BreakerLight breaker={stats.breaker} />}
    </Paper>
  )
}

/** What the hit rate is made of. */
function ReadsPanel({ stats }: { stats: CacheStats | null }) {
  const t = useTranslations('cache.reads')
  const { count } = useAmounts()
  const kinds = ['hits', 'misses', 'fallbacks', 'negatives', 'errors'] as const
  return (
    <Paper p="md" component="section" aria-labelledby="reads-title">
      <Title order={2} id="reads-title" mb="xs">
        {t('title')}
      </Title>
      <FactRows facts={kinds.map((kind) => ({ label: t(kind), value: stats && count(stats[kind]) }))} />
    </Paper>
  )
}

function Alerts({ alerts }: { alerts: CacheAlert[] }) {
  const t = useTranslations('cache')
  const wordsOf = useCacheAlertWords()
  if (alerts.length === 0) return null
  return (
    <ul className={classes.notices} aria-label={t('alerts')}>
      {alerts.map((alert) => {
        const { tone, sentence, advice } = wordsOf(alert)
        return (
          <li key={alert.kind}>
            <Notice tone={tone} advice={advice}>
              {sentence}
            </Notice>
          </li>
        )
      })}
    </ul>
  )
}
