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

const answers: Record<string, unknown> = {
  '/healthz': { status: 'alive' },
  '/auth/service-token': { token: 'token', expiresIn: 300 },
  '/trpc/directory.digest': { result: { data: { buckets: [] } } },
}
/** As much of auth-service as readiness asks for. */
const auth = createServer((request, response) => {
  request.resume()
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(JSON.stringify(answers[request.url ?? ''] ?? {}))
})
const listen = (port: number) =>
  new Promise<number>((resolve) => {
    auth.listen(port, '127.0.0.1', () => {
      const address = auth.address()
      resolve(address !== null && typeof address === 'object' ? address.port : 0)
    })
  })
const closeAuth = () => {
  auth.closeAllConnections()
  return new Promise((resolve) => auth.close(resolve))
}

const readinessSchema = z.object({
  checks: z.record(z.string(), z.object({ ok: z.boolean(), error: z.string().optional() })),
})

let postgres: TestPostgresServer
let redis: TestRedisServer
let service: ServiceProcess | undefined

beforeAll(async () => {
  postgres = await startPostgresServer({ durable: true })
  await ensureDatabase(postgres.url('postgres'), 'user')
  const schemaDir = fileURLToPath(new URL('../../../prisma/user', import.meta.url))
  await applyMigrations({ databaseUrl: postgres.url('user'), schemaDir })
  redis = await startRedisServer({ role: 'queue' })
})
afterAll(async () => {
  await service?.stop()
  await closeAuth()
  await Promise.all([postgres.stop(), redis.stop()])
})

it('boots while everything is away, says what is missing, heals by itself, and ends cleanly', {
  timeout: 60_000,
}, async () => {
  const authPort = await listen(0)
  await closeAuth()
  await Promise.all([postgres.kill(), redis.kill()])
  const started = await startService({
    service: 'user-service',
    env: {
      USER_DATABASE_URL: postgres.url('user'),
      QUEUE_REDIS_URL: redis.url,
      AUTH_SERVICE_URL: `http://127.0.0.1:${authPort}`,
      USER_SERVICE_SECRET: 'x'.repeat(40),
      EVENT_KEYS: generateEventKey('test'),
    },
  })
  service = started
  const failing = async () => {
    const response = await fetch(`${started.url}/readyz`)
    const { checks } = readinessSchema.parse(await response.json())
    const names = Object.keys(checks).filter((name) => !checks[name]?.ok)
    expect(response.status).toBe(names.length > 0 ? 503 : 200)
    for (const name of names) expect(checks[name]?.error).toMatch(/\w/)
    return names.sort()
  }
  const settle = (names: string[]) =>
    vi.waitFor(async () => expect(await failing()).toEqual(names), { timeout: 20_000, interval: 200 })
  await settle(['auth-service', 'consumption', 'postgres'])
  await postgres.restart()
  await settle(['auth-service', 'consumption'])
  await redis.restart()
  await settle(['auth-service'])
  await listen(authPort)
  await settle([])
  expect(await started.kill('SIGTERM')).toMatchObject({ code: 0 })
})
