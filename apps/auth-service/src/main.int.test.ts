import { generateEventKey } from '@rollcall/service-kit/event-keys'
import { runSql } from '@rollcall/stack/database'
import { applyMigrations } from '@rollcall/stack/migrate'
import { startPostgresServer, type TestPostgresServer } from '@rollcall/testing/postgres-server'
import { type ServiceProcess, startService } from '@rollcall/testing/process'
import { startRedisServer } from '@rollcall/testing/redis-server'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'

let postgres: TestPostgresServer
let redis: Awaited<ReturnType<typeof startRedisServer>>
let service: ServiceProcess
beforeAll(async () => {
  postgres = await startPostgresServer({ durable: true })
  redis = await startRedisServer({ role: 'queue' })
  await runSql(postgres.url('postgres'), 'CREATE DATABASE auth')
  await applyMigrations({
    databaseUrl: postgres.url('auth'),
    schemaDir: new URL('../../../prisma/auth', import.meta.url).pathname,
  })
  await postgres.kill()
  await redis.kill()
  service = await startService({
    service: 'auth-service',
    env: {
      AUTH_DATABASE_URL: postgres.url('auth'),
      QUEUE_REDIS_URL: redis.url,
      PORTAL_URL: 'http://localhost:3100',
      AUTH_SECRET: 'auth-secret-'.padEnd(40, 'z'),
      USER_SERVICE_SECRET: 'u'.repeat(40),
      CHAT_SERVICE_SECRET: 'c'.repeat(40),
      EVENT_KEYS: generateEventKey('test'),
    },
  })
})
afterAll(async () => {
  await service?.stop()
  await redis?.stop()
  await postgres?.stop()
})

const until = async <T>(read: () => Promise<T>): Promise<T> => {
  for (let attempt = 0; ; attempt++) {
    try {
      return await read()
    } catch (error) {
      if (attempt === 100) throw error
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }
}
const post = (path: string, body: unknown) =>
  fetch(`${service.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
const requestToken = () => post('/auth/service-token', { client_id: 'user-service', client_secret: 'u'.repeat(40) })
const credentials = { email: 'nobody@example.org', password: 'seven quiet herons 42' }

it('boots while Postgres and Redis are away, and says what it misses', async () => {
  await until(() => fetch(`${service.url}/healthz`))
  const ready = await fetch(`${service.url}/readyz`)
  expect(ready.status).toBe(503)
  expect(z.object({ checks: z.object({ postgres: z.unknown() }) }).parse(await ready.json()).checks.postgres).toEqual({
    ok: false,
    error: expect.stringContaining('ECONNREFUSED'),
  })
  const answers = [await post('/auth/sign-in/email', credentials), await requestToken()]
  for (const answer of answers) {
    expect(answer.status).toBe(503)
    expect(await answer.text()).not.toMatch(/prisma|SELECT|ECONN|\bat \//i)
  }
})

it('heals by itself', async () => {
  await Promise.all([postgres.restart(), redis.restart()])
  await service.waitUntilReady(15_000)
  expect((await post('/auth/sign-in/email', credentials)).status).toBe(401)
  expect((await requestToken()).status).toBe(200)
})

it('answers UNAVAILABLE when Postgres stops under it, and recovers', async () => {
  const { token } = z.object({ token: z.string() }).parse(await (await requestToken()).json())
  const digest = () => fetch(`${service.url}/trpc/directory.digest`, { headers: { authorization: `Bearer ${token}` } })
  expect((await digest()).status).toBe(200)
  await postgres.kill()
  const answer = await digest()
  expect(answer.status).toBe(503)
  expect(await answer.json()).toMatchObject({ error: { data: { appCode: 'UNAVAILABLE' } } })
  await postgres.restart()
  await service.waitUntilReady()
  expect((await digest()).status).toBe(200)
})

it('ends with 0 at SIGTERM', async () => {
  expect(await service.kill('SIGTERM')).toMatchObject({ code: 0 })
  expect(await service.output()).not.toContain('u'.repeat(40))
})
