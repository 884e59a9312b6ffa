import { generateEventKey } from '@rollcall/service-kit/event-keys'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ServiceProcess, startService } from '../process.js'
import { createTestDatabase, type TestDatabase } from '../test-database.js'
import { createTestRedis, type TestRedis } from '../test-redis.js'
import { readTestServers } from '../test-servers.js'
import { startTlsProxy, type TlsProxy, testAuthorityFile } from './tls-proxy.js'

let proxies: Record<'postgres' | 'redis', TlsProxy>
let databases: Record<'auth' | 'chat', TestDatabase>
let redis: Record<'queue' | 'cache', TestRedis>
beforeAll(async () => {
  const servers = readTestServers()
  proxies = {
    postgres: await startTlsProxy({ protocol: 'postgres', upstreamPort: servers.postgres.port }),
    redis: await startTlsProxy({ protocol: 'redis', upstreamPort: servers.redis.port }),
  }
  databases = { auth: await createTestDatabase('auth'), chat: await createTestDatabase('chat') }
  redis = { queue: await createTestRedis(), cache: await createTestRedis() }
}, 60_000)
afterAll(async () => {
  await Promise.all(Object.values(proxies).map((proxy) => proxy.close()))
  await Promise.all(Object.values(redis).map((client) => client.close()))
  await Promise.all(Object.values(databases).map((database) => database.drop()))
})

/** The same server with the same password, through TLS. */
const secured = (url: string, protocol: 'postgres' | 'redis', scheme: string, search = '') => {
  const { username, password, pathname } = new URL(url)
  return `${scheme}://${username}:${password}@localhost:${proxies[protocol].port}${pathname}${search}`
}
const securedDatabase = (which: 'auth' | 'chat', search = '?sslmode=verify-full') =>
  secured(databases[which].url, 'postgres', 'postgresql', search)
const securedRedis = (which: 'queue' | 'cache') => secured(redis[which].url, 'redis', 'rediss')

const secret = 's'.repeat(40)
const keys = generateEventKey('tls')
const startAuth = (env: Record<string, string>) =>
  startService({
    service: 'auth-service',
    env: {
      ...{ AUTH_DATABASE_URL: securedDatabase('auth'), QUEUE_REDIS_URL: securedRedis('queue'), EVENT_KEYS: keys },
      ...{ AUTH_SECRET: secret, USER_SERVICE_SECRET: secret, CHAT_SERVICE_SECRET: secret },
      ...{ PORTAL_URL: 'https://console.test', ...env },
    },
  })
const startChat = (authUrl: string) =>
  startService({
    service: 'chat-service',
    env: {
      ...{ CHAT_DATABASE_URL: securedDatabase('chat'), EVENT_KEYS: keys, CHAT_SERVICE_SECRET: secret },
      ...{ QUEUE_REDIS_URL: securedRedis('queue'), CACHE_REDIS_URL: securedRedis('cache'), AUTH_SERVICE_URL: authUrl },
      NODE_EXTRA_CA_CERTS: testAuthorityFile,
    },
  })
const readiness = async ({ url }: ServiceProcess) => {
  const answer = await fetch(`${url}/readyz`).catch(() => undefined)
  return answer === undefined ? undefined : JSON.stringify(await answer.json())
}

describe('PostgreSQL and Redis behind TLS', () => {
  it('a service that trusts the authority does all its work: pool, listener, bus, cache', async () => {
    const auth = await startAuth({ NODE_EXTRA_CA_CERTS: testAuthorityFile })
    try {
      await auth.waitUntilReady()
      const chat = await startChat(auth.url)
      try {
        await chat.waitUntilReady()
        // A message of the one reaches the other, through the queue, and is in the projection's log.
        await databases.auth.pool.query(
          `WITH place AS (INSERT INTO organisation (id, name, time_zone)
             VALUES (gen_random_uuid(), 'Clinic', 'UTC') RETURNING id)
           INSERT INTO "user" (tenant_id, email, first_name, last_name, role)
           SELECT id, 'tls@rollcall.test', 'Ada', 'Moyo', 'doctor' FROM place`,
        )
        const deliveries = async () => (await databases.chat.pool.query('SELECT 1 FROM delivery')).rowCount
        await expect.poll(deliveries, { timeout: 20_000 }).toBeGreaterThan(0)
      } finally {
        await chat.stop()
      }
    } finally {
      await auth.stop()
    }
  }, 60_000)

  it('the authority of PostgreSQL can stand in its URL', async () => {
    const search = `?sslmode=verify-full&sslrootcert=${encodeURIComponent(testAuthorityFile)}`
    const auth = await startAuth({ AUTH_DATABASE_URL: securedDatabase('auth', search) })
    try {
      await expect.poll(() => readiness(auth), { timeout: 20_000 }).toContain('"postgres":{"ok":true')
    } finally {
      await auth.stop()
    }
  }, 60_000)

  it('a certificate that nobody vouches for is refused, by PostgreSQL and by Redis', async () => {
    const auth = await startAuth({})
    try {
      await expect.poll(() => readiness(auth), { timeout: 20_000 }).toContain('"postgres":{"ok":false')
      expect(await readiness(auth)).toMatch(/"postgres":\{"ok":false,"error":"[^"]*certificate/)
      expect(await readiness(auth)).toMatch(/"ready":false/)
      await expect.poll(auth.output, { timeout: 20_000 }).toMatch(/"err":"[^"]*certificate[^"]*","redis":/)
    } finally {
      await auth.stop()
    }
  }, 60_000)
})
