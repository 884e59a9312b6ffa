'use client'

import { AreaChart, ChartTooltip } from '@mantine/charts'
import { useFormatter, useTranslations } from 'next-intl'
import { useAmounts } from '@/components/use-amounts'
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
  const format = useFormatter()
  const { percent } = useAmounts()
  const data = points.map(({ at, hitRate }) => ({ at: Date.parse(at), hitRate }))
  const clock = (at: number) => format.dateTime(at, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const first = data[0]?.at ?? 0
  const last = data.at(-1)?.at ?? 0
  const tickMs = (minutes / 6) * 60_000
  const ticks: number[] = []
  for (let tick = Math.ceil(first / tickMs) * tickMs; tick <= last; tick += tickMs) ticks.push(tick)
  const series = [{ name: 'hitRate', label: t('hitRate'), color: 'var(--mantine-primary-color-filled)' }]
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
          xAxisProps={{ type: 'number', scale: 'time', domain: [first, last], ticks, tickFormatter: clock }}
          yAxisProps={{ domain: [0, 1], ticks: [0, 0.25, 0.5, 0.75, 1], width: 56 }}
          referenceLines={[
            { y: lowestGoodHitRate, color: 'var(--rc-amber)', label: t('limit'), labelPosition: 'insideBottomLeft' },
          ]}
          tooltipProps={{
            isAnimationActive: false,
            content: ({ label, payload }) => (
              <ChartTooltip
                label={
                  label === undefined ? '' : format.dateTime(Number(label), { dateStyle: 'medium', timeStyle: 'short' })
                }
                payload={payload}
                series={series}
                valueFormatter={percent}
              />
            ),
          }}
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
    // A table grows with its content; only a block around it can hide it without widening the page.
    <div className="rc-visually-hidden">
      <table>
        <caption>{t('tableTitle')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('from')}</th>
            <th scope="col">{t('hitRate')}</th>
            <th scope="col">{t('hits')}</th>
            <th scope="col">{t('misses')}</th>
          </tr>
        </thead>
        <tbody>
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
        </tbody>
      </table>
    </div>
  )
}
