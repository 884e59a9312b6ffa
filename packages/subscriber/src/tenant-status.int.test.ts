import { randomUUID } from 'node:crypto'
import { createTestDatabase, type TestDatabase } from '@rollcall/testing/test-database'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createParkedEvents } from './parked/parked-events.js'
import { readHealth } from './read-health.js'

const [here, elsewhere] = [randomUUID(), randomUUID()]
let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase('user')
  const park = (tenantId: string | null, state: string) =>
    db.pool.query(
      `INSERT INTO parked_event (event_id, tenant_id, event, error, state) VALUES (gen_random_uuid(), $1, '{}', 'x', $2)`,
      [tenantId, state],
    )
  for (const state of ['parked', 'parked', 'retrying', 'applied']) await park(here, state)
  await park(elsewhere, 'parked')
  await park(null, 'parked')
})
afterAll(() => db.drop())

it("counts one's own parked events, and those that name no organisation, as the list shows them", async () => {
  const parked = createParkedEvents(db.pool)
  expect(await parked.count(here)).toEqual({ parked: 3, retrying: 1 })
  expect(await parked.count(elsewhere)).toEqual({ parked: 2, retrying: 0 })
  expect(await parked.count()).toEqual({ parked: 4, retrying: 1 })
})

it('tells how each organisation is in numbers, and whether a store keeps everyone', async () => {
  const tally = async () => [{ tenantId: here, users: 2, versions: 5 }]
  const byId = new Map((await readHealth(db.pool, { tally })).tenants.map((tenant) => [tenant.tenantId, tenant]))
  expect(byId.get(here)).toEqual({ tenantId: here, kept: { users: 2, versions: 5 }, parked: 3 })
  expect(byId.get(elsewhere)).toEqual({ tenantId: elsewhere, kept: null, parked: 1 })
  expect(byId.size).toBe(2)
  expect((await readHealth(db.pool, {})).keepsEveryone).toBe(false)
})
