import { describe, expect, it } from 'vitest'
import { defaultRetryPolicy, retryDelayMs } from './retry-policy.js'

describe('retryDelayMs', () => {
  it('doubles with each attempt up to the limit', () => {
    const delays = [1, 2, 3, 20].map((attempts) => retryDelayMs(defaultRetryPolicy, attempts, () => 1))
    expect(delays).toEqual([1000, 2000, 4000, 60_000])
  })

  it('never waits less than half of the step', () => {
    expect(retryDelayMs(defaultRetryPolicy, 3, () => 0)).toBe(2000)
  })
})
