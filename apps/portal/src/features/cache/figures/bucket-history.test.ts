import { expect, test } from 'vitest'
import { bucketHistory, type CacheMinute } from './bucket-history'

const minute = (index: number, reads: Partial<CacheMinute> = {}): CacheMinute => ({
  minute: new Date(index * 60_000).toISOString(),
  ...{ nearHits: 0, redisHits: 0, misses: 0, fallbacks: 0, negatives: 0, staleServes: 0, errors: 0 },
  ...{ hitRate: null, p50Us: null, p95Us: null, p99Us: null },
  ...reads,
})

test('a busy minute weighs more than a quiet one, in each tier', () => {
  const [point] = bucketHistory([minute(0, { nearHits: 60, redisHits: 38 }), minute(1, { misses: 2 })], 2)
  expect(point).toMatchObject({ at: '1970-01-01T00:00:00.000Z', nearHits: 60, redisHits: 38, misses: 2 })
  expect(point).toMatchObject({ hitRate: 0.98, nearRate: 0.6, redisRate: 0.38 })
})

test('minutes without reads stay gaps, and a broken last point is kept', () => {
  const minutes = [minute(0, { redisHits: 1 }), minute(1), minute(2), minute(3), minute(4, { nearHits: 3, misses: 1 })]
  expect(bucketHistory(minutes, 2).map(({ hitRate }) => hitRate)).toEqual([1, null, 0.75])
})

test('the slowest minute of a point is not averaged away', () => {
  const minutes = [minute(0, { p50Us: 4, p95Us: 900, p99Us: 2000 }), minute(1, { p50Us: 6, p95Us: 300, p99Us: 9000 })]
  expect(bucketHistory([...minutes, minute(2)], 3)).toMatchObject([{ p50Us: 6, p95Us: 900, p99Us: 9000 }])
  expect(bucketHistory([minute(0)], 1)).toMatchObject([{ p50Us: null, p95Us: null, p99Us: null }])
})
