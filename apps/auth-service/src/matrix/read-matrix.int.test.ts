import { randomUUID } from 'node:crypto'
import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type AuthFixture, elsewhere, startAuthFixture, type TestUser } from '../fixtures/auth-fixture.js'
import { type SubscriberServer, startSubscriberServer } from '../fixtures/subscriber-server.js'

interface Kept {
  version: number | null
  state: string
  eventAt?: string
  syncedAt?: string
  parked?: object
}

let fixture: AuthFixture
let clinical: SubscriberServer
let chat: SubscriberServer
let viewer: string
/** What the subscribers have of a user; nobody, unless a test says so. */
const kept = { clinical: new Map<string, Kept>(), chat: new Map<string, Kept>() }
beforeAll(async () => {
  const standing = (name: keyof typeof kept, absent: string) => ({
    standing: ({ ids }: { ids?: unknown }) => ({
      items: [ids].flat().map((id) => ({
        ...{ userId: id, version: null, state: absent, eventAt: null, syncedAt: null, parked: null },
        ...kept[name].get(String(id)),
      })),
    }),
  })
  clinical = await startSubscriberServer(standing('clinical', 'unknown'))
  chat = await startSubscriberServer(standing('chat', 'not_cached'))
  fixture = await startAuthFixture({
    ...{ db: await createTestDatabase('auth'), redis: await createTestRedis() },
    subscriberUrls: { clinical: clinical.url, chat: chat.url },
  })
  viewer = await fixture.tokenOf(await fixture.addUser({ role: 'viewer' }))
})
afterAll(async () => {
  await fixture.close()
  await Promise.all([clinical.close(), chat.close()])
})
beforeEach(async () => {
  clinical.setMood('answers')
  chat.setMood('answers')
  await fixture.db.pool.query('DELETE FROM queue_pause')
})

const matrix = async (ids: string[], token = viewer) => (await fixture.query('sync.matrix', { ids }, token)).data
const rename = ({ id }: TestUser) =>
  fixture.db.pool.query(`UPDATE "user" SET first_name = first_name || 'x' WHERE id = $1`, [id])

it('says of each user and subscriber what it has, in the order asked, and asks in its own name', async () => {
  const [ada, ben] = [await fixture.addUser(), await fixture.addUser()]
  await rename(ada)
  const eventAt = new Date().toISOString()
  kept.clinical.set(ada.id, { version: 2, state: 'present', eventAt, syncedAt: eventAt })
  kept.clinical.set(ben.id, { version: 1, state: 'present' })
  kept.chat.set(ada.id, { version: 1, state: 'present' })
  const { items, unknown } = await matrix([ben.id.toUpperCase(), ada.id, ben.id])
  expect(items.map(({ userId, version }: { userId: string; version: number }) => [userId, version])).toEqual([
    [ben.id, 1],
    [ada.id, 2],
  ])
  expect(unknown).toEqual([])
  expect(items[0].subscribers).toMatchObject([
    { name: 'clinical', version: 1, state: 'in_sync' },
    { name: 'chat', version: null, state: 'not_cached' },
  ])
  expect(items[1].subscribers).toMatchObject([
    { name: 'clinical', version: 2, state: 'in_sync', arrivalMs: 0 },
    { name: 'chat', version: 1, state: 'on_its_way', reason: expect.stringContaining('outbox') },
  ])
  const claims = JSON.parse(Buffer.from(clinical.calls[0]?.authorization.split('.')[1] ?? '', 'base64url').toString())
  expect(claims).toMatchObject({ kind: 'service', sub: 'auth-service', aud: 'rollcall-internal/user-service' })
})

it('dates a delay from the oldest version that is missing', async () => {
  const user = await fixture.addUser()
  kept.clinical.set(user.id, { version: 1, state: 'present' })
  await rename(user)
  await rename(user)
  const { rows } = await fixture.db.pool.query(
    'SELECT occurred_at AS at FROM user_event WHERE user_id = $1 AND user_version = 2',
    [user.id],
  )
  const { items } = await matrix([user.id])
  expect(items[0].subscribers[0]).toMatchObject({ state: 'on_its_way', since: rows[0].at.toISOString() })
})

it('says that the brake holds a change, and who has paused a queue', async () => {
  const [held, behind] = [await fixture.addUser(), await fixture.addUser()]
  kept.clinical.set(held.id, { version: 1, state: 'present' })
  kept.clinical.set(behind.id, { version: 1, state: 'present' })
  const { rows } = await fixture.db.pool.query(
    `WITH h AS (INSERT INTO hold (tenant_id, opened_at, last_at, caused_by, active_before, delay_minutes)
       VALUES ($2, now(), now(), '{}', 1, 30) RETURNING id)
     INSERT INTO held_user (id, tenant_id, email, first_name, last_name, role, hold_id)
     SELECT u.id, u.tenant_id, u.email, u.first_name, u.last_name, u.role, h.id FROM "user" u, h WHERE u.id = $1 RETURNING hold_id`,
    [held.id, held.tenantId],
  )
  await rename(held)
  await rename(behind)
  await fixture.db.pool.query(
    `INSERT INTO queue_pause (subscriber, tenant_id, paused_by, paused_by_name, reason) VALUES ('clinical', $1, 'x', 'Ada', 'moving')`,
    [held.tenantId],
  )
  const { items } = await matrix([held.id, behind.id])
  expect(items[0].held).toEqual({ holdId: rows[0].hold_id, since: expect.any(String) })
  expect(items[0].subscribers[0]).toMatchObject({ state: 'held', version: 1 })
  expect(items[1]).toMatchObject({ held: null })
  expect(items[1].subscribers[0]).toMatchObject({ state: 'paused', reason: 'moving' })
})

it.each(['hangs', 'fails', 'talks nonsense'] as const)(
  'a subscriber that %s leaves the rest of the answer standing',
  async (mood) => {
    const user = await fixture.addUser()
    kept.clinical.set(user.id, { version: 1, state: 'present' })
    chat.setMood(mood)
    const started = Date.now()
    const { items } = await matrix([user.id])
    expect(Date.now() - started).toBeLessThan(4000)
    expect(items[0].subscribers).toMatchObject([
      { name: 'clinical', state: 'in_sync' },
      { name: 'chat', state: 'unreachable', version: null },
    ])
  },
)

it("another organisation's user is answered exactly as an unknown one, and no subscriber is asked about either", async () => {
  const theirs = await fixture.addUser({ tenantId: elsewhere })
  const nobody = randomUUID()
  const before = clinical.calls.length
  expect(await matrix([theirs.id])).toEqual({ items: [], unknown: [theirs.id] })
  expect(await matrix([nobody])).toEqual({ items: [], unknown: [nobody] })
  expect(clinical.calls.length).toBe(before)
})

it.each([
  [{ ids: [] }, 'at least one'],
  [{ ids: Array.from({ length: 101 }, () => randomUUID()) }, 'at most 100'],
  [{ ids: ['7'] }, 'the id of a user'],
  [{ ids: [randomUUID()], tenantId: elsewhere }, 'unknown field tenantId'],
])('refuses bad input %#', async (input, message) => {
  const { status, error } = await fixture.query('sync.matrix', input, viewer)
  expect(status).toBe(400)
  expect(error.message).toContain(message)
})

it('is not for people who may not see the road', async () => {
  const staff = await fixture.tokenOf(await fixture.addUser())
  expect((await fixture.query('sync.matrix', { ids: [randomUUID()] }, staff)).status).toBe(403)
  expect((await fixture.query('sync.matrix', { ids: [randomUUID()] }, await fixture.serviceToken())).status).toBe(403)
})
