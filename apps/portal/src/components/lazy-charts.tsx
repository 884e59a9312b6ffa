'use client'

import type { AreaChartProps, BarChartProps, ChartTooltipProps, LineChartProps } from '@mantine/charts'
import dynamic from 'next/dynamic'

// The drawing library is as large as the rest of a page: it comes after it. Whoever shows a chart keeps its height.
const options = { ssr: false }

export const LineChart = dynamic<LineChartProps>(() => import('@mantine/charts').then((all) => all.LineChart), options)
export const AreaChart = dynamic<AreaChartProps>(() => import('@mantine/charts').then((all) => all.AreaChart), options)
export const BarChart = dynamic<BarChartProps>(() => import('@mantine/charts').then((all) => all.BarChart), options)
export const ChartTooltip = dynamic<ChartTooltipProps>(
  () => import('@mantine/charts').then((all) => all.ChartTooltip),
  options,
)
