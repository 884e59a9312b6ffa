import { expect, test } from 'vitest'
import { type CacheStats, readCacheAlerts } from './read-alerts'

const healthy: CacheStats = {
  totalCached: 10,
  countedAt: null,
  ttl: 604_800,
  ttlHours: 168,
  hits: 90,
  misses: 10,
  fallbacks: 10,
  negatives: 0,
  errors: 0,
  hitRate: 0.9,
  hitRateAll: 0.9,
  memoryBytes: 10,
  maxMemoryBytes: 100,
  bytesPerUser: 371,
  evictions: 0,
  breaker: 'closed',
  redis: 'up',
}
const kindsOf = (changes: Partial<CacheStats>) => readCacheAlerts({ ...healthy, ...changes }).map(({ kind }) => kind)

test('alerts are raised below 70 % hits and above 80 % memory, and not at these limits', () => {
  expect(kindsOf({})).toEqual([])
  expect(kindsOf({ hitRate: 0.7, memoryBytes: 80 })).toEqual([])
  expect(kindsOf({ hitRate: 0.699, memoryBytes: 81 })).toEqual(['low-hit-rate', 'memory'])
})

test('no reads and no memory limit raise no alert', () => {
  expect(kindsOf({ hitRate: null, maxMemoryBytes: null })).toEqual([])
})

test('an absent Redis and an open breaker come first', () => {
  expect(kindsOf({ redis: 'down', memoryBytes: null, breaker: 'open', hitRate: 0.1 })).toEqual([
    'redis-down',
    'breaker-open',
    'low-hit-rate',
  ])
})
