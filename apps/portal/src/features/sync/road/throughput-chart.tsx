'use client'

import { useTranslations } from 'next-intl'
import { useAmounts } from '@/components/use-amounts'
import { axisEndFor } from './join-history'
import { seriesColors } from './road-axes'
import { RoadChart, type RoadChartProps } from './road-chart'

/** Changes applied a minute, for each subscriber. */
export function ThroughputChart(props: RoadChartProps) {
  const services = useTranslations('common.services')
  const { count } = useAmounts()
  const end = axisEndFor(
    Math.max(0, ...props.points.map(({ clinicalRate, chatRate }) => Math.max(clinicalRate ?? 0, chatRate ?? 0))),
  )
  return (
    <RoadChart
      {...props}
      series={[
        { name: 'clinicalRate', label: services('clinical'), color: seriesColors.clinical },
        { name: 'chatRate', label: services('chat'), color: seriesColors.chat, strokeDasharray: '7 4' },
      ]}
      valueFormatter={(value) => count(Math.round(value * 10) / 10)}
      yAxisProps={{
        allowDecimals: false,
        domain: [0, end],
        ticks: [0, end / 4, end / 2, (3 * end) / 4, end],
        width: 64,
      }}
    />
  )
}
