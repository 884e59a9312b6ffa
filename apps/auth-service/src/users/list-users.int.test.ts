import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AuthFixture, clinic, startAuthFixture } from '../fixtures/auth-fixture.js'
import { sortKeys, sortOrders } from '../people/list-order.js'
import type { User } from './user.js'

let service: AuthFixture
let token: string
const count = 137
beforeAll(async () => {
  service = await startAuthFixture({ db: await createTestDatabase('auth'), redis: await createTestRedis() })
  token = await service.tokenOf(
    await service.addUser({ role: 'admin', firstName: 'Zoé', lastName: 'Traoré', email: 'zoe@example.org' }),
  )
  // Many equal names, roles and times, so that only the id tells them apart; signs that LIKE and accents care about.
  await service.db.pool.query(
    `INSERT INTO "user" (tenant_id, email, first_name, last_name, role, is_active, matricule, created_at)
     SELECT $1, 'p' || n || '@example.org', (ARRAY['Ada', 'Élodie', 'Ben_50%'])[n % 3 + 1], (ARRAY['Moyo', 'N''Diaye'])[n % 2 + 1],
       (ARRAY['doctor', 'nurse', 'staff', 'viewer'])[n % 4 + 1], n % 5 > 0, 'M' || n, timestamptz '2026-01-01' + (n % 7) * interval '1 day'
     FROM generate_series(1, $2) n`,
    [clinic, count - 1],
  )
  await service.db.pool.query(`DELETE FROM "user" WHERE email IN ('p10@example.org', 'p11@example.org')`)
})
afterAll(() => service.close())

const list = async (input: Record<string, unknown>) => (await service.query('users.list', input, token)).data

async function visitAll(input: Record<string, unknown>): Promise<{ items: User[]; totals: Set<number> }> {
  const items: User[] = []
  const totals = new Set<number>()
  let cursor: string | null = null
  do {
    const page: { items: User[]; nextCursor: string | null; total: number } = await list({
      ...input,
      limit: 10,
      cursor,
    })
    items.push(...page.items)
    totals.add(page.total)
    cursor = page.nextCursor
  } while (cursor)
  return { items, totals }
}

describe.each(sortKeys.flatMap((sort) => sortOrders.map((order) => ({ sort, order }))))(
  'sorted by $sort $order',
  ({ sort, order }) => {
    it('its pages visit everyone exactly once, in that order', async () => {
      const { items, totals } = await visitAll({ sort, order, state: 'all' })
      expect(items).toHaveLength(count)
      expect(new Set(items.map(({ id }) => id)).size).toBe(count)
      expect([...totals]).toEqual([count])
      const whole = await list({ sort, order, state: 'all', limit: 200 })
      expect(items).toEqual(whole.items)
      const reverse = await list({ sort, order: order === 'asc' ? 'desc' : 'asc', state: 'all', limit: 200 })
      expect(reverse.items.toReversed()).toEqual(whole.items)
      // Texts are ordered by the database's collation, which JavaScript does not know.
      if (sort === 'updatedAt' || sort === 'createdAt') {
        const keys = items.map((user) => user[sort])
        expect(keys).toEqual(order === 'asc' ? keys.toSorted() : keys.toSorted().reverse())
      }
    })

    it('pages lead back from the end as they lead there', async () => {
      const whole = (await list({ sort, order, state: 'all', limit: 200 })).items
      const backwards: User[] = []
      let page = await list({ sort, order, state: 'all', limit: 10, last: true })
      expect([page.items.length, page.nextCursor]).toEqual([count % 10, null])
      for (;;) {
        backwards.unshift(...page.items)
        if (!page.previousCursor) break
        page = await list({ sort, order, state: 'all', limit: 10, cursor: page.previousCursor })
        const next = await list({ sort, order, state: 'all', limit: 10, cursor: page.nextCursor })
        expect(next.items[0]).toEqual(backwards[0])
      }
      expect(backwards).toEqual(whole)
    })

    it('a search pages the same way', async () => {
      const { items, totals } = await visitAll({ sort, order, search: 'moyo', state: 'all' })
      expect(items.length).toBe([...totals][0])
      expect(new Set(items.map(({ id }) => id)).size).toBe(items.length)
      expect(items.every(({ lastName }) => lastName === 'Moyo')).toBe(true)
    })
  },
)

describe('search', () => {
  it.each([
    ['traore ZOE', 1],
    ['zoé', 1],
    ['EXAMPLE.org zoe', 1],
    ['m136', 1],
    ['50%', 45],
    ['ben_', 45],
    ['a_a', 0],
    ['%', 45],
    ['nobody', 0],
    [`' OR 1=1 --`, 0],
    ['\\', 0],
  ])('%j finds %i', async (search, total) => {
    const page = await list({ search, state: 'all', limit: 200 })
    expect([page.total, page.items.length]).toEqual([total, total])
  })
})

describe('state and roles', () => {
  it('narrow the list and the total alike', async () => {
    const totals: Record<string, number> = {}
    for (const state of ['active', 'inactive', 'deleted', 'all']) totals[state] = (await list({ state })).total
    expect(totals).toEqual({ active: 109, inactive: 26, deleted: 2, all: count })
    expect((await list({})).total).toBe(count - 2)
    const nurses = await list({ roles: ['nurse'], state: 'all', limit: 200 })
    expect(nurses.total).toBe(34)
    expect(nurses.items.every(({ role }: User) => role === 'nurse')).toBe(true)
  })

  it('whoever is deleted, renamed or added between two pages moves nobody else', async () => {
    const wish = { search: 'n’diaye', limit: 5 }
    const whole = (await list({ ...wish, limit: 200 })).items.map(({ id }: User) => id)
    const first = await list(wish)
    const [gone, renamed] = first.items
    const end = first.items.at(-1)
    await service.db.pool.query(`UPDATE "user" SET deleted_at = now() WHERE id = ANY($1)`, [[gone.id, end.id]])
    await service.db.pool.query(`UPDATE "user" SET first_name = 'Aa' WHERE id = $1`, [renamed.id])
    const second = await list({ ...wish, cursor: first.nextCursor })
    expect(second.items.map(({ id }: User) => id)).toEqual(whole.slice(5, 10))
    const back = await list({ ...wish, cursor: second.previousCursor })
    expect(back.items.map(({ id }: User) => id)).toEqual([renamed.id, ...whole.slice(2, 4)])
    await service.db.pool.query(`UPDATE "user" SET deleted_at = NULL WHERE id = ANY($1)`, [[gone.id, end.id]])
  })

  it('a page of which nobody is left is the last one, or the first', async () => {
    const wish = { search: 'zoé', limit: 1, state: 'all' }
    await service.addUser({ firstName: 'Zoé', lastName: 'Zz', email: 'second@example.org' })
    const first = await list(wish)
    await service.db.pool.query(`UPDATE "user" SET first_name = 'Away' WHERE email = 'second@example.org'`)
    const beyond = await list({ ...wish, cursor: first.nextCursor })
    expect(beyond).toMatchObject({ items: first.items, nextCursor: null, previousCursor: null, total: 1 })
  })

  it('a cursor of another order is refused', async () => {
    const { nextCursor } = await list({ sort: 'email', limit: 1 })
    const answer = await service.query('users.list', { sort: 'name', cursor: nextCursor }, token)
    expect([answer.status, answer.error.data.fields[0].path]).toEqual([400, 'cursor'])
  })
})
