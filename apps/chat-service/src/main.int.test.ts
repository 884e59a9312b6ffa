import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { generateEventKey } from '@rollcall/service-kit/event-keys'
import { ensureDatabase } from '@rollcall/stack/database'
import { applyMigrations } from '@rollcall/stack/migrate'
import { startPostgresServer, type TestPostgresServer } from '@rollcall/testing/postgres-server'
import { type ServiceProcess, startService } from '@rollcall/testing/process'
import { startRedisServer, type TestRedisServer } from '@rollcall/testing/redis-server'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { z } from 'zod'

const secret = 'x'.repeat(40)
const readinessSchema = z.object({
  checks: z.record(z.string(), z.object({ ok: z.boolean(), error: z.string().optional() })),
})

let postgres: TestPostgresServer
let queue: TestRedisServer
let cache: TestRedisServer
let chat: ServiceProcess
let auth: ReturnType<typeof createAuthServer>

/** As much of auth-service as chat-service needs to be ready: alive, a token, and an empty directory. */
function createAuthServer() {
  const server = createServer((request, response) => {
    const answers: Record<string, unknown> = {
      '/healthz': { status: 'alive' },
      '/auth/service-token': { token: 'token', expiresIn: 300 },
      '/trpc/directory.versions': { result: { data: { items: [], nextCursor: null } } },
    }
    request.resume()
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(answers[request.url ?? ''] ?? {}))
  })
  const listen = (port: number) =>
    new Promise<number>((resolve) => {
      server.listen(port, '127.0.0.1', () => {
        const address = server.address()
        resolve(address !== null && typeof address === 'object' ? address.port : 0)
      })
    })
  const close = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { listen, close }
}

beforeAll(async () => {
  postgres = await startPostgresServer({ durable: true })
  await ensureDatabase(postgres.url('postgres'), 'chat')
  const schemaDir = fileURLToPath(new URL('../../../prisma/chat', import.meta.url))
  await applyMigrations({ databaseUrl: postgres.url('chat'), schemaDir })
  queue = await startRedisServer({ role: 'queue' })
  cache = await startRedisServer({ role: 'cache' })
})
afterAll(async () => {
  await chat?.stop()
  await auth?.close().catch(() => {})
  await Promise.all([postgres.stop(), queue.stop(), cache.stop()])
})

it('boots with everything away, says why it is not ready, and heals by itself as each comes back', async () => {
  auth = createAuthServer()
  const authPort = await auth.listen(0)
  await auth.close()
  await Promise.all([postgres.kill(), queue.kill(), cache.kill()])
  chat = await startService({
    service: 'chat-service',
    env: {
      CHAT_DATABASE_URL: postgres.url('chat'),
      QUEUE_REDIS_URL: queue.url,
      CACHE_REDIS_URL: cache.url,
      AUTH_SERVICE_URL: `http://127.0.0.1:${authPort}`,
      CHAT_SERVICE_SECRET: secret,
      EVENT_KEYS: generateEventKey('test'),
    },
  })
  const faults = async () => {
    const response = await fetch(`${chat.url}/readyz`)
    const { checks } = readinessSchema.parse(await response.json())
    const failing = Object.entries(checks).filter(([, check]) => !check.ok)
    expect(response.status).toBe(failing.length > 0 ? 503 : 200)
    expect(failing.every(([, check]) => check.error?.length)).toBe(true)
    return failing.map(([name]) => name).sort()
  }
  const settle = { timeout: 10_000, interval: 200 }
  const all = ['auth-service', 'cache redis', 'consumption', 'postgres']
  await vi.waitFor(async () => expect(await faults()).toEqual(all), settle)
  const health = await (await fetch(`${chat.url}/health`)).json()
  expect(health).toMatchObject({ cache: { redis: 'down', totalCached: 0, ttl: 604_800, hitRate: null } })

  await cache.restart()
  await vi.waitFor(async () => expect(await faults()).toEqual(all.filter((name) => name !== 'cache redis')), settle)
  await queue.restart()
  await postgres.restart()
  await vi.waitFor(async () => expect(await faults()).toEqual(['auth-service']), settle)
  auth = createAuthServer()
  await auth.listen(authPort)
  await vi.waitFor(async () => expect(await faults()).toEqual([]), settle)
}, 40_000)

it('answers SIGTERM by ending with 0, also when everything has gone again', async () => {
  await Promise.all([postgres.kill(), queue.kill(), cache.kill(), auth.close()])
  expect(await chat.kill('SIGTERM')).toMatchObject({ code: 0 })
}, 15_000)

it('does not start without its environment, and names each variable that is missing', async () => {
  const broken = await startService({ service: 'chat-service', env: { CACHE_REDIS_URL: 'localhost' } })
  expect(await broken.exited).toMatchObject({ code: 1 })
  const output = await broken.output()
  for (const name of ['CHAT_DATABASE_URL', 'QUEUE_REDIS_URL', 'CACHE_REDIS_URL', 'CHAT_SERVICE_SECRET', 'EVENT_KEYS']) {
    expect(output).toContain(name)
  }
  await broken.stop()
})
