import { Progress, Stack } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { type Fact, FactTiles } from '@/components/facts'
import { TimeAgo } from '@/components/time-ago'
import { useAmounts } from '@/components/use-amounts'
import { type CacheStats, memoryShare } from '../cache-figures'

/** What the cache holds and what it costs. `stats` null keeps the places while loading. */
export function CacheTiles({ stats }: { stats: CacheStats | null }) {
  const t = useTranslations('cache.tiles')
  const { count, bytes, percent, seconds } = useAmounts()
  const orDash = (value: number | null | undefined, show: (value: number) => string) =>
    value === undefined ? null : value === null ? '–' : show(value)
  const rate = (window: 'minute' | 'day') => orDash(stats?.rates[window].hitRate, percent) ?? ''
  return (
    <Stack gap="md">
      <FactTiles
        facts={[
          {
            label: t('hitRate'),
            value: orDash(stats?.hitRate, percent),
            note: stats && t('hitRateNote', { minute: rate('minute'), day: rate('day') }),
          },
          {
            label: t('profiles'),
            value: orDash(stats?.totalCached, count),
            note: stats?.countedAt ? t.rich('countedAt', { ago: () => <TimeAgo at={stats.countedAt} /> }) : null,
          },
          {
            label: t('memory'),
            value: orDash(stats?.memoryBytes, bytes),
            note: stats ? <MemoryNote stats={stats} /> : null,
          },
          { label: t('bytesPerUser'), value: orDash(stats?.bytesPerUser, bytes), note: t('bytesPerUserNote') },
        ]}
      />
      <FactTiles
        facts={[
          useNearFact(stats),
          {
            label: t('ttl'),
            value: stats ? seconds(stats.ttl) : null,
            note: stats ? t('ttlNote', { hours: stats.ttlHours }) : null,
          },
          { label: t('evictions'), value: orDash(stats?.evictions, count), note: t('evictionsNote') },
          {
            label: t('pending'),
            value: orDash(stats?.pending, count),
            note: stats && t('pendingNote', { replicas: stats.replicas }),
          },
        ]}
      />
    </Stack>
  )
}

function useNearFact(stats: CacheStats | null): Fact {
  const t = useTranslations('cache.tiles')
  const { count, bytes, milliseconds } = useAmounts()
  const label = t('near')
  if (!stats) return { label, value: null, note: null }
  const { state, entries, maxEntries, bytes: used, maxBytes, staleBoundMs } = stats.near
  if (state === 'off') return { label, value: t('nearState.off'), note: t('nearOffNote') }
  return {
    label,
    value: t('nearEntries', { entries: count(entries), most: count(maxEntries) }),
    note: (
      <>
        {t('nearNote', { state: t(`nearState.${state}`), used: bytes(used), limit: bytes(maxBytes) })}
        <br />
        {t('nearBound', { bound: milliseconds(staleBoundMs) })}
      </>
    ),
  }
}

function MemoryNote({ stats }: { stats: CacheStats }) {
  const t = useTranslations('cache.tiles')
  const { bytes, percent } = useAmounts()
  const share = memoryShare(stats)
  if (stats.memoryBytes === null) return t('unknownMemory')
  if (share === null || stats.maxMemoryBytes === null) return t('noLimit')
  return (
    <>
      {t('memoryNote', { share: percent(share), limit: bytes(stats.maxMemoryBytes) })}
      <Progress
        value={share * 100}
        size="xs"
        mt={4}
        color={share > stats.thresholds.memory ? 'var(--rc-amber)' : undefined}
        aria-label={t('memory')}
      />
    </>
  )
}
