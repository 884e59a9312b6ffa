'use client'

import type { LineChartProps } from '@mantine/charts'
import { useFormatter } from 'next-intl'

/** A chart's axis over the moments of its points (milliseconds since 1970), with a mark for each sixth of the range. */
export function useTimeAxis(
  points: readonly { at: number }[],
  minutes: number,
): NonNullable<LineChartProps['xAxisProps']> {
  const format = useFormatter()
  const clock = (at: number) => format.dateTime(at, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const [first, last] = [points[0]?.at ?? 0, points.at(-1)?.at ?? 0]
  const tickMs = (minutes / 6) * 60_000
  const ticks: number[] = []
  for (let tick = Math.ceil(first / tickMs) * tickMs; tick <= last; tick += tickMs) ticks.push(tick)
  return { type: 'number', scale: 'time', domain: [first, last], ticks, tickFormatter: clock }
}
