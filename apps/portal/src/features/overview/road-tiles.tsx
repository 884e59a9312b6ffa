'use memo'

import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type Fact, FactTiles } from '@/components/facts'
import { useAmounts } from '@/components/use-amounts'
import type { CacheStats } from '../cache/cache-figures'
import type { RoadFigures } from '../sync/use-road-figures'

export interface RoadTilesProps {
  figures: RoadFigures
  /** null for people who may not see the cache. */
  cache: UseQueryResult<CacheStats, unknown> | null
}

/** How fast changes arrive, how many do, and how often the cache has the answer. */
export function RoadTiles({ figures, cache }: RoadTilesProps) {
  const t = useTranslations('overview.tiles')
  const services = useTranslations('common.services')
  const { count, milliseconds, percent } = useAmounts()
  const duration = (ms: number | null) => (ms === null ? '–' : milliseconds(ms))

  const perService = figures.subscribers.flatMap(({ name, status, unreachable }): Fact[] => {
    const service = services(name)
    const missing = unreachable ? '–' : null
    return [
      {
        label: t('arrival', { service }),
        value: status ? `${duration(status.arrivalMs.p50)} / ${duration(status.arrivalMs.p95)}` : missing,
        note: status && status.arrivalMs.p50 === null ? t('noArrivals') : t('arrivalNote'),
      },
      {
        label: t('throughput', { service }),
        value: status && !unreachable ? count(status.throughputPerMinute) : missing,
        note: t('throughputNote'),
      },
    ]
  })
  const hitRate: Fact[] = cache
    ? [
        {
          label: t('hitRate'),
          value: cache.data
            ? cache.data.hitRate === null
              ? '–'
              : percent(cache.data.hitRate)
            : cache.isError
              ? '–'
              : null,
          note: <HitRateNote stats={cache.data} />,
        },
      ]
    : []
  return <FactTiles facts={[...perService, ...hitRate]} />
}

/** How much of the hit rate each tier has. */
function HitRateNote({ stats }: { stats: CacheStats | undefined }) {
  const t = useTranslations('overview.tiles')
  const { percent } = useAmounts()
  if (stats?.hitRate === null) return t('noReads')
  const { hitRate, nearRate } = stats?.rates.quarter ?? {}
  if (typeof hitRate !== 'number' || typeof nearRate !== 'number') return t('hitRateNote')
  return t('hitRateTiers', { near: percent(nearRate), redis: percent(hitRate - nearRate) })
}
