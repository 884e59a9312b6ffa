import { expect, test } from 'vitest'
import { latencyDecades } from './latency-decades'

const point = (p50Us: number | null, p99Us: number | null) => ({ p50Us, p95Us: p99Us, p99Us })

test('the axis holds the fastest and the slowest figure', () => {
  expect(latencyDecades([point(8, 300), point(null, null), point(40, 52_000)])).toEqual([
    1, 10, 100, 1000, 10_000, 100_000,
  ])
})

test('close figures, and none at all, still get an axis that can be read', () => {
  expect(latencyDecades([point(150, 180)])).toEqual([100, 1000, 10_000])
  expect(latencyDecades([point(null, null)])).toEqual([1, 10, 100])
  expect(latencyDecades([point(0, 0)])).toEqual([1, 10, 100])
})
