import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type AuthFixture, clinic, elsewhere, startAuthFixture } from '../fixtures/auth-fixture.js'

let fixture: AuthFixture
let viewer: string
let platform: string
beforeAll(async () => {
  fixture = await startAuthFixture({ db: await createTestDatabase('auth'), redis: await createTestRedis() })
  viewer = await fixture.tokenOf(await fixture.addUser({ role: 'viewer' }))
  platform = await fixture.tokenOf(await fixture.addUser({ role: 'admin' }))
})
afterAll(() => fixture.close())

// Where organisations share the outbox, one’s own part is counted again only after a rest.
const overview = async (token = viewer) => {
  await new Promise((resolve) => setTimeout(resolve, 600))
  return (await fixture.query('sync.overview', undefined, token)).data
}
const pauseFor = (subscriber: string, tenantId: string) =>
  fixture.db.pool.query(
    `INSERT INTO queue_pause (subscriber, tenant_id, paused_by, paused_by_name, reason) VALUES ($1, $2, 'x', 'Ada', 'moving')`,
    [subscriber, tenantId],
  )

it('at rest nothing is held, paused, missed or malformed', async () => {
  expect(await overview(platform)).toMatchObject({
    ...{ held: { waiting: 0, people: 0 }, malformed: 0, queuesShown: true },
    subscribers: [
      { name: 'clinical', paused: null, queue: { missed: false } },
      { name: 'chat', paused: null, queue: { missed: false } },
    ],
  })
})

it("the outbox is one's own, and where several organisations share the queues, their depth is the platform's", async () => {
  const { outbox, queuesShown, relay, subscribers } = await overview()
  expect([outbox.interactive, queuesShown, relay]).toEqual([2, false, null])
  expect(subscribers).toMatchObject([{ queue: null }, { queue: null }])
  await fixture.addUser({ tenantId: elsewhere })
  expect((await overview()).outbox.interactive).toBe(2)
  await fixture.addUser()
  expect((await overview()).outbox).toMatchObject({ interactive: 3, depth: 3 })
})

it('counts malformed rows', async () => {
  await fixture.db.pool.query(
    `INSERT INTO malformed_outbox_row (position, lane, created_at, reason) VALUES (900001, 'bulk', now(), 'none'), (900002, 'bulk', now(), 'none')`,
  )
  expect((await overview()).malformed).toBe(2)
})

it('says who has paused a queue; of another organisation only that somebody has', async () => {
  await pauseFor('clinical', clinic)
  await pauseFor('chat', elsewhere)
  expect((await overview()).subscribers).toMatchObject([
    { name: 'clinical', paused: { at: expect.any(String), by: 'Ada', reason: 'moving' } },
    { name: 'chat', paused: { at: expect.any(String), by: null, reason: null } },
  ])
})

it("counts what the brake holds, of one's own organisation only", async () => {
  for (const [tenantId, people] of [
    [clinic, 2],
    [elsewhere, 3],
  ] as const) {
    for (let person = 0; person < people; person++) await fixture.addUser({ tenantId, role: 'nurse' })
    await fixture.db.pool.query(
      `WITH h AS (INSERT INTO hold (tenant_id, opened_at, last_at, caused_by, active_before, delay_minutes)
         VALUES ($1, now(), now(), '{}', 5, 30) RETURNING id)
       INSERT INTO held_user (id, tenant_id, email, first_name, last_name, role, hold_id)
       SELECT u.id, u.tenant_id, u.email, u.first_name, u.last_name, u.role, h.id FROM "user" u, h
       WHERE u.tenant_id = $1 AND u.role = 'nurse'`,
      [tenantId],
    )
  }
  expect((await overview()).held).toEqual({ waiting: 1, people: 2 })
})
