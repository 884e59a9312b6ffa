'use client'

import type { LineChartProps } from '@mantine/charts'
import { useFormatter } from 'next-intl'
import type { RoadPoint } from './join-history'

export const chartHeight = 256

/** The time axis of the road's charts: a mark for each sixth of the range. */
export function useTimeAxis(points: readonly RoadPoint[], minutes: number): LineChartProps['xAxisProps'] {
  const format = useFormatter()
  const clock = (at: number) => format.dateTime(at, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const [first, last] = [points[0]?.at ?? 0, points.at(-1)?.at ?? 0]
  const tickMs = (minutes / 6) * 60_000
  const ticks: number[] = []
  for (let tick = Math.ceil(first / tickMs) * tickMs; tick <= last; tick += tickMs) ticks.push(tick)
  return { type: 'number', scale: 'time', domain: [first, last], ticks, tickFormatter: clock }
}

export const seriesColors = { clinical: 'var(--rc-blue)', chat: 'var(--rc-violet)' } as const
/** The same tone, fainter: for what stands beside the main figure. */
export const fainter = (color: string) => `color-mix(in srgb, ${color} 50%, var(--rc-surface))`
