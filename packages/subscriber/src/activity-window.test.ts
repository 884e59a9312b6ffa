import { describe, expect, it } from 'vitest'
import { createActivityWindow } from './activity-window.js'

describe('createActivityWindow', () => {
  it('counts the last 60 seconds only', () => {
    let now = 1_000_000
    const window = createActivityWindow(() => now)
    window.add(5, [])
    now += 30_000
    window.add(7, [])
    expect(window.read().throughputPerMinute).toBe(12)
    now += 31_000
    expect(window.read().throughputPerMinute).toBe(7)
  })

  it('gives nearest-rank percentiles, and null when nothing arrived within 15 minutes', () => {
    let now = 0
    const window = createActivityWindow(() => now)
    expect(window.read().arrivalMs).toEqual({ p50: null, p95: null })
    window.add(
      100,
      Array.from({ length: 100 }, (_, index) => 100 - index),
    )
    expect(window.read().arrivalMs).toEqual({ p50: 50, p95: 95 })
    now += 16 * 60_000
    expect(window.read().arrivalMs).toEqual({ p50: null, p95: null })
  })

  it('keeps at most 1,000 samples', () => {
    const window = createActivityWindow(() => 0)
    window.add(
      3000,
      Array.from({ length: 3000 }, (_, index) => index),
    )
    expect(window.read().arrivalMs.p50).toBe(2499)
  })
})
