import { createMetrics } from '@rollcall/service-kit/metrics'
import { createPool } from '@rollcall/service-kit/postgres'
import { startRedisServer } from '@rollcall/testing/redis-server'
import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { createLatencyCounter } from '@rollcall/user-cache/latency'
import { exampleTenantId, exampleUser, exampleUserId } from '@rollcall/user-cache/test-support/example-user'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { registerLatencyHistogram } from './latency-histogram.js'
import { type CacheFixture, createCacheFixture } from './test-support/cache-fixture.js'

let fixture: CacheFixture
beforeAll(async () => {
  fixture = createCacheFixture({
    db: await createTestDatabase('chat'),
    redis: await startRedisServer({ role: 'cache', maxMemory: '64mb' }),
    queue: await createTestRedis(),
  })
  fixture.users.set(exampleUserId(1), exampleUser(1))
})
afterAll(() => fixture.close())

it('Prometheus sees reads, tiers, Redis, and each alert with where it begins', async () => {
  const { reader, metrics, close } = await fixture.open()
  await reader.byId(exampleTenantId, exampleUserId(1))
  const text = await metrics.registry.metrics()
  for (const line of [
    'reads_total{outcome="misses",service="test"} 1',
    'breaker{service="test"} 0',
    'near_state{service="test"} 0',
    'near_entries{service="test"} 0',
    'near_bytes{service="test"} 0',
    'up{service="test"} 1',
    'profiles{service="test"} 1',
    'max_memory_bytes{service="test"} 67108864',
    'evictions{service="test"} 0',
    'hit_rate{service="test"} 0',
    'alert{alert="redis-down",service="test"} 0',
    'alert{alert="low-hit-rate",service="test"} 0',
    'alert_threshold{alert="low-hit-rate",service="test"} 0.7',
    'alert_threshold{alert="memory",service="test"} 0.8',
    'alert_threshold{alert="pending",service="test"} 1000',
  ])
    expect(text).toContain(`rollcall_user_cache_${line}\n`)
  expect(text).toMatch(/rollcall_user_cache_memory_bytes\{service="test"\} \d+/)
  await close()
})

it('what is not known is left out, and a scrape succeeds with Redis and Postgres away', async () => {
  const { logger } = fixture
  const away = createPool({ connectionString: 'postgresql://nobody@127.0.0.1:1/nowhere', logger })
  const replica = await fixture.open({ pool: away })
  await fixture.redis.kill()
  await vi.waitFor(async () => {
    const text = await replica.metrics.registry.metrics()
    expect(text).toContain('rollcall_user_cache_up{service="test"} 0\n')
    expect(text).toContain('rollcall_user_cache_alert{alert="redis-down",service="test"} 1\n')
    expect(text).not.toMatch(/^rollcall_user_cache_(memory_bytes|profiles|hit_rate)\{/m)
  }, 5000)
  await fixture.redis.restart()
  await away.end()
})

it('the latency histogram is cumulative by tier, in seconds, and counts every read once', async () => {
  const { registry } = createMetrics('test')
  const latency = createLatencyCounter()
  registerLatencyHistogram(registry, { latency: latency.counts })
  latency.record('near', 0.0015, 3)
  latency.record('near', 0.3)
  latency.record('directory', 9000)
  const line = (rest: string) => `rollcall_user_cache_read_seconds_${rest}\n`
  for (let scrape = 0; scrape < 2; scrape += 1) {
    const text = await registry.metrics()
    expect(text).toContain('# TYPE rollcall_user_cache_read_seconds histogram\n')
    expect(text).toContain(line('bucket{tier="near",le="0.000001",service="test"} 0'))
    expect(text).toContain(line('bucket{tier="near",le="0.000002",service="test"} 3'))
    expect(text).toContain(line('bucket{tier="near",le="0.0005",service="test"} 4'))
    expect(text).toContain(line('bucket{tier="near",le="+Inf",service="test"} 4'))
    expect(text).toContain(line('count{tier="near",service="test"} 4'))
    expect(text).toContain(line('bucket{tier="directory",le="5",service="test"} 0'))
    expect(text).toContain(line('bucket{tier="directory",le="+Inf",service="test"} 1'))
    expect(text).toContain(line('count{tier="redis",service="test"} 0'))
  }
})
