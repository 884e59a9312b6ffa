'use client'

import { AreaChart } from '@mantine/charts'
import { useFormatter, useTranslations } from 'next-intl'
import { HiddenTable } from '@/components/hidden-table'
import { useAmounts } from '@/components/use-amounts'
import { useChartTooltip } from '@/components/use-chart-tooltip'
import { useTimeAxis } from '@/components/use-time-axis'
import type { HitRatePoint } from './bucket-history'
import { lowestGoodHitRate } from './read-alerts'

export const hitRateChartHeight = 288

export interface HitRateChartProps {
  points: HitRatePoint[]
  minutes: number
}

/** Hits among all reads, drawn with gaps where nothing was read; and as a table for screen readers. */
export function HitRateChart({ points, minutes }: HitRateChartProps) {
  const t = useTranslations('cache.history')
  const { percent } = useAmounts()
  const data = points.map(({ at, hitRate }) => ({ at: Date.parse(at), hitRate }))
  const xAxisProps = useTimeAxis(data, minutes)
  const series = [{ name: 'hitRate', label: t('hitRate'), color: 'var(--mantine-primary-color-filled)' }]
  const tooltipProps = useChartTooltip({ series, valueFormatter: percent })
  return (
    <>
      <div aria-hidden>
        <AreaChart
          h={hitRateChartHeight}
          data={data}
          dataKey="at"
          series={series}
          curveType="monotone"
          connectNulls={false}
          withGradient={false}
          fillOpacity={0.18}
          dotProps={{ r: 2, strokeWidth: 1 }}
          valueFormatter={percent}
          areaProps={{ isAnimationActive: false }}
          areaChartProps={{ accessibilityLayer: false }}
          xAxisProps={xAxisProps}
          yAxisProps={{ domain: [0, 1], ticks: [0, 0.25, 0.5, 0.75, 1], width: 56 }}
          referenceLines={[
            { y: lowestGoodHitRate, color: 'var(--rc-amber)', label: t('limit'), labelPosition: 'insideBottomLeft' },
          ]}
          tooltipProps={tooltipProps}
        />
      </div>
      <HitRateTable points={points} />
    </>
  )
}

function HitRateTable({ points }: Pick<HitRateChartProps, 'points'>) {
  const t = useTranslations('cache.history')
  const format = useFormatter()
  const { count, percent } = useAmounts()
  return (
    <HiddenTable caption={t('tableTitle')} head={[t('from'), t('hitRate'), t('hits'), t('misses')]}>
      {points.map(({ at, hits, misses, hitRate }) =>
        hitRate === null ? null : (
          <tr key={at}>
            <th scope="row">{format.dateTime(new Date(at), { dateStyle: 'short', timeStyle: 'short' })}</th>
            <td>{percent(hitRate)}</td>
            <td>{count(hits)}</td>
            <td>{count(misses)}</td>
          </tr>
        ),
      )}
    </HiddenTable>
  )
}
