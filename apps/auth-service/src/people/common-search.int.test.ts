import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type AuthFixture, clinic, startAuthFixture } from '../fixtures/auth-fixture.js'
import { sortKeys } from './list-order.js'

const people = 12_000
let service: AuthFixture
let admin: string
let viewer: string
beforeAll(async () => {
  service = await startAuthFixture({ db: await createTestDatabase('auth'), redis: await createTestRedis() })
  admin = await service.tokenOf(await service.addUser({ role: 'admin', lastName: 'Boss' }))
  viewer = await service.tokenOf(await service.addUser({ role: 'viewer', lastName: 'Looker' }))
  await service.db.pool.query(
    `INSERT INTO "user" (tenant_id, email, first_name, last_name, role, created_at)
     SELECT $1, 'common' || n || '@many.test', 'First ' || n % 40, 'Usual', (ARRAY['nurse', 'doctor', 'staff'])[n % 3 + 1],
       timestamptz '2026-01-01' + (n % 500) * interval '1 hour' FROM generate_series(1, $2) n`,
    [clinic, people],
  )
  await service.db.pool.query('ANALYZE "user"')
})
afterAll(() => service.close())

const list = async (input: object, by = admin) => (await service.query('users.list', input, by)).data

it.each(sortKeys.flatMap((sort) => (['asc', 'desc'] as const).map((order) => ({ sort, order }))))(
  'a word that most people have leads through them as a list without it does, by $sort $order',
  async (order) => {
    const narrowed = { ...order, limit: 200, roles: ['nurse', 'staff'] }
    let [found, whole] = [await list({ ...narrowed, search: 'usual' }), await list(narrowed)]
    expect([found.total, found.totalExact, whole.total, whole.totalExact]).toEqual([1000, false, 8000, true])
    for (let page = 0; page < 3; page += 1) {
      expect(found.items).toEqual(whole.items)
      found = await list({ ...narrowed, search: 'usual', cursor: found.nextCursor })
      whole = await list({ ...narrowed, cursor: whole.nextCursor })
    }
    const [end, wholeEnd] = [
      await list({ ...narrowed, search: 'usual', last: true }),
      await list({ ...narrowed, last: true }),
    ]
    expect([end.items, end.nextCursor]).toEqual([wholeEnd.items, null])
  },
)

it('finds nobody by an address that most people have, for whoever may not see addresses', async () => {
  expect((await list({ search: 'many.test' }, viewer)).total).toBe(0)
  expect((await list({ search: 'usual' }, viewer)).total).toBe(1000)

  await service.db.pool.query(
    `UPDATE "user" SET first_name = 'common7@many.test' WHERE email = 'common7@many.test';
     UPDATE "user" SET matricule = 'at.many.test' WHERE email = 'common8@many.test'`,
  )
  // Two of them are called so, which everybody may see.
  expect((await list({ search: 'many.test' }, viewer)).total).toBe(2)
})
