import { randomUUID } from 'node:crypto'
import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type AuthFixture, elsewhere, startAuthFixture, type TestUser } from '../fixtures/auth-fixture.js'
import { type SubscriberServer, startSubscriberServer } from '../fixtures/subscriber-server.js'

let fixture: AuthFixture
let clinical: SubscriberServer
let operator: string
beforeAll(async () => {
  clinical = await startSubscriberServer({})
  fixture = await startAuthFixture({
    ...{ db: await createTestDatabase('auth'), redis: await createTestRedis() },
    subscriberUrls: { clinical: clinical.url },
  })
  operator = await fixture.tokenOf(await fixture.addUser({ role: 'operator' }))
})
afterAll(async () => {
  await fixture.close()
  await clinical.close()
})
beforeEach(() => clinical.answer('trip', () => ({ state: 'waiting', steps: [], keptVersion: null })))

const lastEvent = async ({ id }: TestUser) => {
  const { rows } = await fixture.db.pool.query(
    `SELECT event_id AS "eventId", position::int, occurred_at AS "occurredAt" FROM user_event
     WHERE user_id = $1 ORDER BY position DESC LIMIT 1`,
    [id],
  )
  return rows[0]
}
const timeline = (eventId: string, token = operator) => fixture.query('sync.timeline', { eventId }, token)

it('tells an event from its write to each step at each subscriber', async () => {
  const user = await fixture.addUser({ role: 'nurse' })
  const admin = await fixture.addUser({ role: 'admin', firstName: 'Tariro', lastName: 'Dube' })
  await fixture.mutate(
    'users.setRole',
    { id: user.id, role: 'doctor', expectedVersion: 1 },
    await fixture.tokenOf(admin),
  )
  const { eventId, position, occurredAt } = await lastEvent(user)
  expect((await timeline(eventId)).data).toMatchObject({ publishedAt: null, lane: 'interactive', held: null })

  await fixture.db.pool.query(
    `INSERT INTO publication (positions, lane, published_at) VALUES (int8multirange(int8range($1, $1, '[]')), 'interactive', $2)`,
    [position, new Date(occurredAt.getTime() + 3)],
  )
  const at = (ms: number) => new Date(occurredAt.getTime() + ms).toISOString()
  const steps = [
    { kind: 'received', at: at(4), attempt: 1 },
    { kind: 'applied', at: at(9) },
    { kind: 'replayed', at: at(90_000), attempt: 1 },
    { kind: 'superseded', at: at(90_001) },
  ]
  clinical.answer('trip', () => ({ state: 'applied', steps, keptVersion: 2 }))
  const { data } = await timeline(eventId.toUpperCase())
  expect(data).toEqual({
    event: {
      ...{ eventId, position, eventType: 'user.role.changed', userId: user.id, userVersion: 2, fullName: 'Ada Moyo' },
      actor: { id: admin.id, kind: 'user', name: 'Tariro Dube' },
      changes: { role: { from: 'nurse', to: 'doctor' } },
      committedAt: occurredAt.toISOString(),
    },
    ...{ held: null, publishedAt: at(3), lane: 'interactive' },
    subscribers: [
      { name: 'clinical', state: 'applied', steps, totalMs: 9 },
      { name: 'chat', state: 'unreachable', steps: [], totalMs: null },
    ],
  })
  expect(clinical.calls.at(-1)?.input).toEqual({
    ...{ tenantId: user.tenantId, position, eventId, userId: user.id, userVersion: 2 },
  })
})

it('says that a paused queue is why an event waits', async () => {
  const { eventId } = await lastEvent(await fixture.addUser())
  await fixture.db.pool.query(
    `INSERT INTO queue_pause (subscriber, tenant_id, paused_by, paused_by_name) VALUES ('clinical', $1, 'x', 'Ada')`,
    [elsewhere],
  )
  expect((await timeline(eventId)).data.subscribers[0]).toMatchObject({ name: 'clinical', state: 'paused' })
  await fixture.db.pool.query('DELETE FROM queue_pause')
  expect((await timeline(eventId)).data.subscribers[0]).toMatchObject({ name: 'clinical', state: 'waiting' })
})

it.each([
  ['waiting', false, 'waiting'],
  ['approved', false, 'approved'],
  ['rejected', true, 'rejected'],
  ['waiting', true, 'dropped'],
])('an event that the brake kept back says so: %s, dropped %s', async (state, dropped, told) => {
  const user = await fixture.addUser()
  const { eventId, position } = await lastEvent(user)
  const { rows } = await fixture.db.pool.query(
    `WITH h AS (INSERT INTO hold (tenant_id, opened_at, last_at, caused_by, active_before, delay_minutes, state)
       VALUES ($1, now(), now(), '{}', 1, 30, $2) RETURNING id)
     INSERT INTO held_event (position, hold_id, dropped) SELECT $3, id, $4 FROM h RETURNING hold_id AS id`,
    [user.tenantId, state, position, dropped],
  )
  expect((await timeline(eventId)).data.held).toEqual({ holdId: rows[0].id, since: expect.any(String), state: told })
})

it("another organisation's event is answered exactly as an unknown one", async () => {
  const { eventId } = await lastEvent(await fixture.addUser({ tenantId: elsewhere }))
  const unknown = randomUUID()
  const answers = [await timeline(eventId), await timeline(unknown)]
  for (const answer of answers) expect(answer.status).toBe(404)
  expect(answers[0]?.error.message.replace(eventId, unknown)).toBe(answers[1]?.error.message)
  expect(clinical.calls.some(({ input }) => input.eventId === eventId)).toBe(false)
})

it('an event is found by its id without reading the whole log', async () => {
  await fixture.db.pool.query(
    `INSERT INTO "user" (tenant_id, email, first_name, last_name, role)
     SELECT $1, 'n' || n || '@example.org', 'N', 'N', 'staff' FROM generate_series(1, 20000) AS n`,
    [elsewhere],
  )
  await fixture.db.pool.query('VACUUM ANALYZE user_event')
  const { eventId } = await lastEvent(await fixture.addUser())
  const { rows } = await fixture.db.pool.query('EXPLAIN SELECT * FROM user_event WHERE event_id = $1', [eventId])
  expect(JSON.stringify(rows)).not.toContain('Seq Scan')
})

it.each([[{ eventId: '7' }], [{}], [{ eventId: randomUUID(), tenantId: elsewhere }]])(
  'refuses bad input %#',
  async (input) => {
    expect((await fixture.query('sync.timeline', input, operator)).status).toBe(400)
  },
)
