import fc from 'fast-check'
import { expect, it } from 'vitest'
import { restAfterBatch } from './rest-after-batch.js'

it.each([
  ['is none while the directory answers within 100 ms', 100, false, 1500, 0],
  ['is twice of what it took beyond that', 350, false, 1500, 500],
  ['is never longer than the pause that was asked for', 5000, false, 1500, 1500],
  ['is the whole pause after a failure, however quick', 1, true, 1500, 1500],
  ['is none at all where no pause is wanted', 5000, true, 0, 0],
])('the rest %s', (_title, tookMs, failed, delayMs, restMs) => {
  expect(restAfterBatch({ tookMs, failed, delayMs })).toBe(restMs)
})

it('the rest never shrinks as the directory gets slower, and keeps between none and the whole pause', () => {
  const ms = fc.double({ min: 0, max: 60_000, noNaN: true })
  fc.assert(
    fc.property(ms, ms, fc.nat(60_000), (one, other, delayMs) => {
      const [quick, slow] = [Math.min(one, other), Math.max(one, other)].map((tookMs) =>
        restAfterBatch({ tookMs, failed: false, delayMs }),
      )
      expect(quick).toBeGreaterThanOrEqual(0)
      expect(slow).toBeGreaterThanOrEqual(quick ?? 0)
      expect(slow).toBeLessThanOrEqual(delayMs)
    }),
  )
})
