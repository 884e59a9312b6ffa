import { expect, test } from 'vitest'
import { bucketHistory } from './bucket-history'

const minute = (index: number, hits: number, misses: number) => ({
  minute: new Date(index * 60_000).toISOString(),
  hits,
  misses,
  fallbacks: 0,
  hitRate: hits + misses > 0 ? hits / (hits + misses) : null,
})

test('a busy minute weighs more than a quiet one', () => {
  const [point] = bucketHistory([minute(0, 98, 0), minute(1, 0, 2)], 2)
  expect(point).toEqual({ at: '1970-01-01T00:00:00.000Z', hits: 98, misses: 2, hitRate: 0.98 })
})

test('minutes without reads stay gaps, and a broken last point is kept', () => {
  const points = bucketHistory([minute(0, 1, 0), minute(1, 0, 0), minute(2, 0, 0), minute(3, 0, 0), minute(4, 3, 1)], 2)
  expect(points.map(({ hitRate }) => hitRate)).toEqual([1, null, 0.75])
})
