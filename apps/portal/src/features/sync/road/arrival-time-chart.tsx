'use client'

import { useTranslations } from 'next-intl'
import { useAmounts } from '@/components/use-amounts'
import { decadesFor, type RoadPoint } from './join-history'
import { fainter, seriesColors } from './road-axes'
import { RoadChart, type RoadChartProps } from './road-chart'

// A logarithmic axis has no zero.
const atLeastOne = (value: number | null) => (value === null ? null : Math.max(1, value))
const drawable = (point: RoadPoint): RoadPoint => ({
  ...point,
  clinicalP50: atLeastOne(point.clinicalP50),
  clinicalP95: atLeastOne(point.clinicalP95),
  chatP50: atLeastOne(point.chatP50),
  chatP95: atLeastOne(point.chatP95),
})

/** From the write to the arrival: half of the changes are faster than p50, all but a twentieth faster than p95. */
export function ArrivalTimeChart({ points, minutes }: RoadChartProps) {
  const t = useTranslations('sync.history.arrival')
  const services = useTranslations('common.services')
  const { count, milliseconds } = useAmounts()
  // On this scale 1,000 s reads better beside 100 s than 16 min would.
  const decade = (ms: number) => (ms < 1000 ? milliseconds(ms) : `${count(ms / 1000)}\u00a0s`)
  const ticks = decadesFor(points)
  const line = (name: 'clinical' | 'chat', percentile: 'P50' | 'P95') => ({
    name: `${name}${percentile}`,
    label: t('line', { service: services(name), percentile: percentile.toLowerCase() }),
    color: percentile === 'P50' ? seriesColors[name] : fainter(seriesColors[name]),
    ...(percentile === 'P95' && { strokeDasharray: '3 4' }),
  })
  return (
    <RoadChart
      points={points.map(drawable)}
      minutes={minutes}
      series={[line('clinical', 'P50'), line('clinical', 'P95'), line('chat', 'P50'), line('chat', 'P95')]}
      valueFormatter={milliseconds}
      withDots
      yAxisProps={{
        scale: 'log',
        domain: [1, ticks.at(-1) ?? 100],
        ticks,
        width: 64,
        allowDataOverflow: true,
        tickFormatter: decade,
      }}
    />
  )
}
