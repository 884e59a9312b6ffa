import { Progress } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { FactTiles } from '@/components/facts'
import { TimeAgo } from '@/components/time-ago'
import { useAmounts } from '@/components/use-amounts'
import { type CacheStats, highestGoodMemory, memoryShare } from './read-alerts'

/** What the cache holds and what it costs. `stats` null keeps the places while loading. */
export function CacheTiles({ stats }: { stats: CacheStats | null }) {
  const t = useTranslations('cache.tiles')
  const { count, bytes, percent, seconds } = useAmounts()
  const orDash = (value: number | null | undefined, show: (value: number) => string) =>
    value === undefined ? null : value === null ? '–' : show(value)
  return (
    <FactTiles
      facts={[
        {
          label: t('hitRate'),
          value: orDash(stats?.hitRate, percent),
          note:
            stats &&
            (stats.hitRate === null
              ? t('noReads')
              : t('hitRateNote', { all: stats.hitRateAll === null ? '–' : percent(stats.hitRateAll) })),
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
        { label: t('evictions'), value: orDash(stats?.evictions, count), note: t('evictionsNote') },
        {
          label: t('ttl'),
          value: stats ? seconds(stats.ttl) : null,
          note: stats ? t('ttlNote', { hours: stats.ttlHours }) : null,
        },
      ]}
    />
  )
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
        color={share > highestGoodMemory ? 'var(--rc-amber)' : undefined}
        aria-label={t('memory')}
      />
    </>
  )
}
