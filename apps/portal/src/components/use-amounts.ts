'use client'
'use memo'

import { useFormatter } from 'next-intl'

const kilo = 1024
const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const
const nbsp = '\u00a0'

/** Durations, sizes and shares in the viewer's language, as short as they stay exact enough. */
export function useAmounts() {
  const format = useFormatter()
  const count = (value: number) => format.number(value)

  const seconds = (value: number): string => {
    if (value < 1) return `${format.number(value, { maximumFractionDigits: 1 })}${nbsp}s`
    if (value < 120) return `${format.number(value, { maximumFractionDigits: 0 })}${nbsp}s`
    if (value < 7200) return `${format.number(Math.floor(value / 60))}${nbsp}min`
    if (value < 172_800) return `${format.number(Math.floor(value / 3600))}${nbsp}h`
    const days = Math.floor(value / 8640) / 10
    return format.number(days, { style: 'unit', unit: 'day', unitDisplay: 'short', maximumFractionDigits: 1 })
  }
  const milliseconds = (value: number): string => {
    if (value < 1000) return `${format.number(value, { maximumFractionDigits: 0 })}${nbsp}ms`
    if (value < 10_000) return `${format.number(value / 1000, { maximumFractionDigits: 1 })}${nbsp}s`
    return seconds(value / 1000)
  }
  const microseconds = (value: number): string => {
    if (value < 1000) return `${format.number(value, { maximumFractionDigits: value < 10 ? 1 : 0 })}${nbsp}µs`
    if (value >= 10_000) return milliseconds(value / 1000)
    return `${format.number(value / 1000, { maximumFractionDigits: 1 })}${nbsp}ms`
  }
  const bytes = (value: number): string => {
    const power = value > 0 ? Math.min(units.length - 1, Math.floor(Math.log(value) / Math.log(kilo))) : 0
    const maximumFractionDigits = power > 1 ? 1 : 0
    const unit = units[power] ?? 'byte'
    const unitDisplay = power > 0 ? 'short' : 'long'
    return format.number(value / kilo ** power, { style: 'unit', unit, unitDisplay, maximumFractionDigits })
  }
  // Rounded down: 99.96 % of hits are not all of them. A few of 300,000 are more than none.
  const percent = (share: number): string =>
    share > 0 && share < 0.001
      ? format.number(share, { style: 'percent', maximumSignificantDigits: 1 })
      : format.number(Math.floor(share * 1000) / 1000, { style: 'percent', maximumFractionDigits: 1 })

  return { count, seconds, milliseconds, microseconds, bytes, percent }
}
