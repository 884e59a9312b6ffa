'use client'

import type { LineChartProps, LineChartSeries } from '@mantine/charts'
import { LineChart } from '@/components/lazy-charts'
import { useChartTooltip } from '@/components/use-chart-tooltip'
import { useTimeAxis } from '@/components/use-time-axis'
import type { RoadPoint } from './join-history'
import { chartHeight } from './road-axes'

export interface RoadChartProps {
  points: RoadPoint[]
  /** How far back the chart looks. */
  minutes: number
}

interface SeriesProps extends Omit<RoadChartProps, 'points'> {
  /** Each with its moment, in milliseconds since 1970, and a figure for each series. */
  points: readonly { at: number }[]
  series: LineChartSeries[]
  valueFormatter: (value: number) => string
  yAxisProps: LineChartProps['yAxisProps']
  withDots?: boolean
}

/** Lines over time, with the moment's figures where the pointer is. The facts stand in a table as well. */
export function RoadChart({ points, minutes, series, valueFormatter, yAxisProps, withDots = false }: SeriesProps) {
  const xAxisProps = useTimeAxis(points, minutes)
  const tooltipProps = useChartTooltip({ series, valueFormatter })
  return (
    <div aria-hidden>
      <LineChart
        h={chartHeight}
        data={[...points]}
        dataKey="at"
        series={series}
        curveType="linear"
        withDots={withDots}
        dotProps={{ r: 2, strokeWidth: 1 }}
        withLegend
        legendProps={{ verticalAlign: 'top', align: 'left' }}
        connectNulls={false}
        strokeWidth={2}
        valueFormatter={valueFormatter}
        lineProps={{ isAnimationActive: false }}
        lineChartProps={{ accessibilityLayer: false }}
        xAxisProps={xAxisProps}
        yAxisProps={yAxisProps ?? {}}
        tooltipProps={tooltipProps}
      />
    </div>
  )
}
