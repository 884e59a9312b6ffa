'use client'

import { useTranslations } from 'next-intl'
import { useAmounts } from '@/components/use-amounts'
import { RoadChart } from '../../sync/road/road-chart'
import type { CachePoint } from './bucket-history'
import { latencyDecades } from './latency-decades'

// A logarithmic axis has no zero.
const atLeastOne = (value: number | null) => (value === null ? null : Math.max(1, value))

/** How long a read took, of all tiers together, over time. */
export function LatencyChart({ points, minutes }: { points: CachePoint[]; minutes: number }) {
  const t = useTranslations('cache.latency')
  const { microseconds } = useAmounts()
  const ticks = latencyDecades(points)
  const data = points.map(({ at, p50Us, p95Us, p99Us }) => ({
    at: Date.parse(at),
    p50: atLeastOne(p50Us),
    p95: atLeastOne(p95Us),
    p99: atLeastOne(p99Us),
  }))
  return (
    <RoadChart
      points={data}
      minutes={minutes}
      series={[
        { name: 'p50', label: t('p50'), color: 'var(--mantine-primary-color-filled)' },
        { name: 'p95', label: t('p95'), color: 'var(--rc-blue)', strokeDasharray: '7 4' },
        { name: 'p99', label: t('p99'), color: 'var(--rc-violet)', strokeDasharray: '3 4' },
      ]}
      valueFormatter={microseconds}
      withDots
      yAxisProps={{
        scale: 'log',
        domain: [ticks[0] ?? 1, ticks.at(-1) ?? 100],
        ticks,
        width: 64,
        allowDataOverflow: true,
        tickFormatter: microseconds,
      }}
    />
  )
}
