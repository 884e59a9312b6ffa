import { expect, it } from 'vitest'
import { toDistribution } from './ttl-distribution.js'

const day = 86_400

it('every profile of the sample is in one bucket or endless, and those that are gone are in none', () => {
  const distribution = toDistribution([0, 3600, 3601, day, 2 * day + 1, 7 * day, -1, -1, -2])
  expect(distribution).toEqual({
    sampled: 8,
    buckets: [
      { upToSeconds: 3600, count: 2 },
      { upToSeconds: day, count: 2 },
      { upToSeconds: 2 * day, count: 0 },
      { upToSeconds: 3 * day, count: 1 },
      ...[4, 5, 6].map((days) => ({ upToSeconds: days * day, count: 0 })),
      { upToSeconds: 7 * day, count: 1 },
    ],
    endless: 2,
  })
})

it('a life longer than the seven days gets a bucket of its own', () => {
  expect(toDistribution([8 * day + 5])?.buckets.at(-1)).toEqual({ upToSeconds: 9 * day, count: 1 })
  expect(toDistribution([-2])).toBeNull()
  expect(toDistribution([])).toBeNull()
})
