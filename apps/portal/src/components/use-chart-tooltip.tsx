'use client'

import type { LineChartProps, LineChartSeries } from '@mantine/charts'
import { type DateTimeFormatOptions, useFormatter } from 'next-intl'
import { ChartTooltip } from './lazy-charts'

/** The figures of the moment under the pointer, each series by its label. */
export function useChartTooltip(options: {
  series: LineChartSeries[]
  valueFormatter: (value: number) => string
  moment?: DateTimeFormatOptions
}): NonNullable<LineChartProps['tooltipProps']> {
  const { series, valueFormatter, moment = { dateStyle: 'medium', timeStyle: 'short' } } = options
  const format = useFormatter()
  return {
    isAnimationActive: false,
    content: ({ label, payload }) => (
      <ChartTooltip
        label={label === undefined ? '' : format.dateTime(Number(label), moment)}
        payload={payload}
        series={series}
        valueFormatter={valueFormatter}
      />
    ),
  }
}
