'use client'

import type { LineChartProps, LineChartSeries } from '@mantine/charts'
import { useFormatter, useNow, useTranslations } from 'next-intl'
import { memo } from 'react'
import { HiddenTable } from '@/components/hidden-table'
import { LineChart } from '@/components/lazy-charts'
import { Section } from '@/components/section'
import { useAmounts } from '@/components/use-amounts'
import { useChartTooltip } from '@/components/use-chart-tooltip'
import { keptMs, peaksByMinute } from './depth-history'
import { useDepthHistory } from './depth-history-provider'

const height = 240
const tickMs = 120_000
// A message holds up to 500 changes: each unit has an axis of its own.
const depthAxis: LineChartProps['yAxisProps'] = {
  allowDecimals: false,
  domain: [0, (highest: number) => Math.max(4, highest)],
  width: 64,
}

/** How much has waited in the last ten minutes: outbox and queues, drawn, and as a table for screen readers. */
export const DepthChart = memo(function DepthChart() {
  const t = useTranslations('sync.chart')
  const services = useTranslations('common.services')
  const format = useFormatter()
  const { count } = useAmounts()
  const samples = useDepthHistory()
  const now = useNow({ updateInterval: 2000 }).getTime()
  const clock = (at: number) => format.dateTime(at, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const firstTick = Math.ceil((now - keptMs) / tickMs) * tickMs
  const ticks = Array.from({ length: keptMs / tickMs }, (_, index) => firstTick + index * tickMs)
  const series: LineChartSeries[] = [
    { name: 'outbox', label: t('outbox'), color: 'var(--rc-amber)', strokeDasharray: '2 3', yAxisId: 'right' },
    { name: 'clinical', label: t('queue', { service: services('clinical') }), color: 'var(--rc-blue)' },
    {
      name: 'chat',
      label: t('queue', { service: services('chat') }),
      color: 'var(--rc-violet)',
      strokeDasharray: '7 4',
    },
  ]
  const tooltipProps = useChartTooltip({ series, valueFormatter: count, moment: { timeStyle: 'medium' } })
  return (
    <Section title={t('title')} hint={t('hint')}>
      <div aria-hidden style={{ minHeight: height }}>
        <LineChart
          h={height}
          data={[...samples]}
          dataKey="at"
          series={series}
          curveType="stepAfter"
          withDots={false}
          withLegend
          legendProps={{ verticalAlign: 'top', align: 'left' }}
          connectNulls={false}
          strokeWidth={2}
          valueFormatter={count}
          lineProps={{ isAnimationActive: false }}
          lineChartProps={{ accessibilityLayer: false }}
          xAxisProps={{
            type: 'number',
            scale: 'time',
            domain: [now - keptMs, now],
            allowDataOverflow: true,
            ticks,
            tickFormatter: clock,
          }}
          withRightYAxis
          yAxisProps={depthAxis}
          rightYAxisProps={depthAxis}
          yAxisLabel={t('messages')}
          rightYAxisLabel={t('changes')}
          tooltipProps={tooltipProps}
        />
      </div>
      <PeaksTable />
    </Section>
  )
})

function PeaksTable() {
  const t = useTranslations('sync.chart')
  const common = useTranslations('common')
  const format = useFormatter()
  const { count } = useAmounts()
  const cell = (value: number | null) => (value === null ? t('noFigure') : count(value))
  return (
    <HiddenTable
      caption={t('tableTitle')}
      head={[
        t('minute'),
        t('outbox'),
        t('queue', { service: common('services.clinical') }),
        t('queue', { service: common('services.chat') }),
      ]}
    >
      {peaksByMinute(useDepthHistory()).map(({ minute, outbox, clinical, chat }) => (
        <tr key={minute}>
          <th scope="row">{format.dateTime(minute, { timeStyle: 'short' })}</th>
          <td>{cell(outbox)}</td>
          <td>{cell(clinical)}</td>
          <td>{cell(chat)}</td>
        </tr>
      ))}
    </HiddenTable>
  )
}
