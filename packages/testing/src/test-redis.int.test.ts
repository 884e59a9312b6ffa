import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { expect, test } from 'vitest'
import { startRedisServer } from './redis-server.js'
import { createTestRedis } from './test-redis.js'

test('two leases never see each other, and come back empty', async () => {
  const [first, second] = await Promise.all([createTestRedis(), createTestRedis()])
  await first.client.set('key', 'value')
  expect(await second.client.get('key')).toBeNull()
  await Promise.all([first.close(), second.close()])
})

test('a queue server that is killed keeps what it had fsynced, on the same address', async () => {
  const server = await startRedisServer({ role: 'queue' })
  const client = new Redis(server.url, { retryStrategy: () => 50 })
  client.on('error', () => undefined)
  await client.set('kept', 'yes')
  // The queue's AOF is synced every second.
  await sleep(1_500)
  await server.kill()
  await server.restart()
  expect(await client.get('kept')).toBe('yes')
  client.disconnect()
  await server.stop()
})

test('a cache server keeps a profile compact, however long its avatar’s address is', async () => {
  const server = await startRedisServer({ role: 'cache' })
  const client = new Redis(server.url)
  await client.hset('user:profile:1', { fullName: 'Ada Moyo', avatar: `https://a.test/${'a'.repeat(1000)}` })
  expect(await client.object('ENCODING', 'user:profile:1')).toBe('listpack')
  expect(await client.config('GET', 'lazyfree-lazy-eviction')).toEqual(['lazyfree-lazy-eviction', 'yes'])
  client.disconnect()
  await server.stop()
})
