'use client'

import { useTranslations } from 'next-intl'
import { AreaChart } from '@/components/lazy-charts'
import { useAmounts } from '@/components/use-amounts'
import { useChartTooltip } from '@/components/use-chart-tooltip'
import { useTimeAxis } from '@/components/use-time-axis'
import type { CachePoint } from './bucket-history'
import { chartHeight, tierColors } from './series'

export interface HitRateChartProps {
  points: CachePoint[]
  minutes: number
  /** Below this share of hits there is an alert (0..1); null while it isn't known. */
  threshold: number | null
}

/** Each tier's share of the reads, stacked, with gaps where nothing was read. What is left to the top was missed. */
export function HitRateChart({ points, minutes, threshold }: HitRateChartProps) {
  const t = useTranslations('cache')
  const { percent } = useAmounts()
  const data = points.map(({ at, nearRate, redisRate }) => ({ at: Date.parse(at), nearRate, redisRate }))
  const xAxisProps = useTimeAxis(data, minutes)
  const series = [
    { name: 'nearRate', label: t('tiers.near'), color: tierColors.near },
    { name: 'redisRate', label: t('tiers.redis'), color: tierColors.redis },
  ]
  const tooltipProps = useChartTooltip({ series, valueFormatter: percent })
  return (
    <div aria-hidden>
      <AreaChart
        h={chartHeight}
        data={data}
        dataKey="at"
        series={series}
        type="stacked"
        curveType="linear"
        connectNulls={false}
        withGradient={false}
        fillOpacity={0.28}
        strokeWidth={1.5}
        dotProps={{ r: 2, strokeWidth: 1 }}
        withLegend
        legendProps={{ verticalAlign: 'top', align: 'left' }}
        valueFormatter={percent}
        areaProps={{ isAnimationActive: false }}
        areaChartProps={{ accessibilityLayer: false }}
        xAxisProps={xAxisProps}
        yAxisProps={{ domain: [0, 1], ticks: [0, 0.25, 0.5, 0.75, 1], width: 56 }}
        referenceLines={
          threshold === null
            ? []
            : [
                {
                  y: threshold,
                  color: 'var(--rc-amber)',
                  label: percent(threshold),
                  labelPosition: 'insideBottomLeft' as const,
                },
              ]
        }
        tooltipProps={tooltipProps}
      />
    </div>
  )
}
