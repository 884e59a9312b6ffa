'use client'

import type { AreaChartProps, BarChartProps, ChartTooltipProps, LineChartProps } from '@mantine/charts'
import dynamic from 'next/dynamic'

// The drawing library is as large as the rest of a page: it comes after it. Whoever shows a chart keeps its height.
export const LineChart = dynamic<LineChartProps>(() => import('./charts').then((all) => all.LineChart), { ssr: false })
export const AreaChart = dynamic<AreaChartProps>(() => import('./charts').then((all) => all.AreaChart), { ssr: false })
export const BarChart = dynamic<BarChartProps>(() => import('./charts').then((all) => all.BarChart), { ssr: false })
export const ChartTooltip = dynamic<ChartTooltipProps>(() => import('./charts').then((all) => all.ChartTooltip), {
  ssr: false,
})
