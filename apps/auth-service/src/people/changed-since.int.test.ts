import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type AuthFixture, clinic, startAuthFixture } from '../fixtures/auth-fixture.js'

const people = 450
/** Before `old` of them and after the others. */
const since = '2026-03-01T00:00:00+02:00'
const old = 200
let service: AuthFixture
let token: string
beforeAll(async () => {
  service = await startAuthFixture({ db: await createTestDatabase('auth'), redis: await createTestRedis() })
  token = await service.tokenOf(await service.addUser({ role: 'admin', lastName: 'Boss' }))
  await service.db.pool.query(
    `INSERT INTO "user" (tenant_id, email, first_name, last_name, role, created_at)
     SELECT $1, 'c' || n || '@many.test', 'First', 'Last ' || n % 7, 'nurse',
       timestamptz '2026-03-01 00:00+02' + (n - $3) * interval '1 minute' FROM generate_series(0, $2 - 1) n`,
    [clinic, people, old],
  )
})
afterAll(() => service.close())

const list = async (input: object) => (await service.query('users.list', input, token)).data
interface Listed {
  email: string
  updatedAt: string
}
const instant = Date.parse(since)

it.each([
  { sort: 'name', order: 'asc' },
  { sort: 'updatedAt', order: 'desc' },
  { sort: 'updatedAt', order: 'asc' },
  { sort: 'role', order: 'asc' },
  { sort: 'name', order: 'asc', search: 'first' },
])('page by page everyone who changed since then, and nobody else: %j', async (wish) => {
  const found: Listed[] = []
  let cursor: string | null = null
  do {
    const page: { items: Listed[]; nextCursor: string | null; total: number } = await list({
      ...{ ...wish, changedSince: since, roles: ['nurse'], limit: 100, cursor },
    })
    expect(page.total).toBe(people - old)
    found.push(...page.items)
    cursor = page.nextCursor
  } while (cursor)
  expect(new Set(found.map(({ email }) => email)).size).toBe(people - old)
  expect(found).toHaveLength(people - old)
  expect(found.every(({ updatedAt }) => Date.parse(updatedAt) >= instant)).toBe(true)
  const last = await list({ ...wish, changedSince: since, roles: ['nurse'], limit: 100, last: true })
  expect(last.items.at(-1)).toEqual(found.at(-1))
})

it('a change brings somebody in', async () => {
  const before = (await list({ changedSince: since })).total
  await service.db.pool.query(`UPDATE "user" SET role = 'doctor' WHERE email = 'c0@many.test'`)
  expect((await list({ changedSince: since })).total).toBe(before + 1)
  expect((await list({ changedSince: new Date(Date.now() + 60_000).toISOString() })).total).toBe(0)
})

it.each(['today', '2026-03-01', '2026-13-01T00:00:00Z', '', 5, "2026-03-01T00:00:00Z'--"])(
  'refuses %j as a moment',
  async (changedSince) => expect((await service.query('users.list', { changedSince }, token)).status).toBe(400),
)
