/** How far back the chart looks, and how many minutes make a point. */
export const ranges = {
  hour: { minutes: 60, size: 1 },
  sixHours: { minutes: 360, size: 5 },
  day: { minutes: 1440, size: 15 },
} as const

export const rangeNames = ['hour', 'sixHours', 'day'] as const
export type RangeName = (typeof rangeNames)[number]
