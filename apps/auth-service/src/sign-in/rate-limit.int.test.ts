import { randomUUID } from 'node:crypto'
import { createLogger } from '@rollcall/service-kit/logger'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { Redis } from 'ioredis'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { createRateLimiter, type RateLimiter } from './rate-limit.js'

const logger = createLogger({ service: 'test', level: 'silent' })
const rule = { window: 60, max: 3 }
const opened: RateLimiter[] = []
let redis: Awaited<ReturnType<typeof createTestRedis>>
beforeAll(async () => {
  redis = await createTestRedis()
})
afterEach(async () => {
  await Promise.all(opened.splice(0).map((limiter) => limiter.close()))
})
afterAll(() => redis.close())

async function open(redisUrl: string): Promise<RateLimiter> {
  const limiter = createRateLimiter({ redisUrl, logger })
  opened.push(limiter)
  return limiter
}

const keysInRedis = async () => {
  const client = new Redis(redis.url)
  const keys = await client.keys('*')
  await client.quit()
  return keys
}

/** Until it is connected it counts by itself. */
async function openConnected(): Promise<RateLimiter> {
  const limiter = await open(redis.url)
  const before = (await keysInRedis()).length
  await vi.waitFor(async () => {
    await limiter.consume(randomUUID(), rule)
    expect((await keysInRedis()).length).toBeGreaterThan(before)
  })
  return limiter
}

it('allows so many in a window over all processes, and says when it ends', async () => {
  const [one, other] = [await openConnected(), await openConnected()]
  for (const limiter of [one, other, one]) {
    expect((await limiter.consume('shared', rule)).allowed).toBe(true)
  }
  const refused = await other.consume('shared', rule)
  expect(refused.allowed).toBe(false)
  expect(refused.retryAfter).toBeGreaterThan(0)
  expect(refused.retryAfter).toBeLessThanOrEqual(60)
  expect((await other.consume('another', rule)).allowed).toBe(true)
})

it('begins anew once the window is over', async () => {
  const limiter = await openConnected()
  const short = { window: 1, max: 1 }
  await limiter.consume('again', short)
  await vi.waitFor(async () => expect((await limiter.consume('again', short)).allowed).toBe(true), { timeout: 5000 })
})

it('goes on counting in its own process while Redis is away', async () => {
  const limiter = await open('redis://127.0.0.1:9')
  const answers = []
  for (let round = 0; round < 4; round++) answers.push((await limiter.consume('away', rule)).allowed)
  expect(answers).toEqual([true, true, true, false])
})

it('keeps no address that anybody typed', async () => {
  const limiter = await openConnected()
  await limiter.consume('account|marked@example.org', rule)
  expect((await keysInRedis()).join()).not.toContain('marked')
})
