import { afterAll, beforeAll, expect, it } from 'vitest'
import { startThreeServices, type ThreeServices } from './three-services.js'

let services: ThreeServices
let token: string
/** A demo user's first event, and the newer one that never travels by itself: nothing joins the two queues here. */
let user: { id: string; eventId: string }
beforeAll(async () => {
  services = await startThreeServices()
  token = await services.signIn()
  const { rows } = await services.databases.auth.pool.query(
    `SELECT user_id AS id, event_id AS "eventId" FROM user_event WHERE user_version = 1 ORDER BY position LIMIT 1`,
  )
  user = rows[0]
}, 60_000)
afterAll(() => services.stop(), 60_000)

const call = async (method: 'GET' | 'POST', name: string, input: object) => {
  const url = `${services.auth.url}/trpc/sync.${name}`
  const response = await fetch(method === 'GET' ? `${url}?input=${encodeURIComponent(JSON.stringify(input))}` : url, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(method === 'POST' && { body: JSON.stringify(input) }),
  })
  const body = Object(await response.json())
  return { status: response.status, data: body.result?.data, error: body.error }
}
const standing = async () => (await call('GET', 'matrix', { ids: [user.id] })).data?.items[0]?.subscribers[0]

/** The newest event of the user, as if clinical's retries of it had been used up. */
const parkNewest = async () => {
  const { rows } = await services.databases.auth.pool.query(
    `SELECT event_id AS "eventId", json_build_object('position', position, 'eventId', event_id, 'eventType', event_type,
       'version', schema_version, 'timestamp', to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
       'source', source, 'tenantId', tenant_id, 'userId', user_id, 'userVersion', user_version,
       'actor', json_build_object('id', actor_id, 'kind', actor_kind), 'correlationId', correlation_id,
       'changes', changes, 'payload', payload) AS event, tenant_id AS "tenantId"
     FROM user_event WHERE user_id = $1 ORDER BY user_version DESC LIMIT 1`,
    [user.id],
  )
  const [{ eventId, event, tenantId }] = rows
  await services.databases.user.pool.query(
    `INSERT INTO parked_event (event_id, user_id, user_version, tenant_id, event, error, state, event_type, full_name)
     VALUES ($1, $2, $3, $4, $5, 'no room', 'parked', 'user.updated', 'Somebody')`,
    [eventId, user.id, event.userVersion, tenantId, JSON.stringify(event)],
  )
}

it('the directory gathers what the real subscribers know', async () => {
  await expect.poll(standing, { timeout: 20_000 }).toMatchObject({ name: 'clinical', state: 'in_sync' })
  const { data } = await call('GET', 'timeline', { eventId: user.eventId })
  expect(data.subscribers[0]).toMatchObject({ name: 'clinical', state: 'applied', totalMs: expect.any(Number) })
  expect(data.subscribers[1].state).not.toBe('unreachable')
  expect((await call('GET', 'deadLetters', {})).data).toEqual({
    items: [],
    nextCursor: null,
    total: 0,
    unreachable: [],
  })
})

it('a parked event is seen, retried, and not retried twice', async () => {
  await services.databases.auth.pool.query(`UPDATE "user" SET last_name = last_name || 'x' WHERE id = $1`, [user.id])
  await parkNewest()
  expect(await standing()).toMatchObject({ state: 'parked', reason: 'no room' })
  const { data } = await call('GET', 'deadLetters', { search: 'room' })
  expect(data.items).toMatchObject([{ subscriber: 'clinical', userId: user.id, error: 'no room', kind: 'refused' }])
  const ids = [data.items[0].id]
  const { data: retried } = await call('POST', 'retry', { subscriber: 'clinical', ids, reason: 'a test' })
  expect(retried).toMatchObject({ retrying: 1 })
  await expect.poll(standing, { timeout: 20_000 }).toMatchObject({ state: 'in_sync', parked: null })
  await expect
    .poll(async () => (await call('POST', 'retry', { subscriber: 'clinical', ids, reason: 'a test' })).error?.message, {
      timeout: 10_000,
    })
    .toMatch(/was applied at .*nothing left to do/)
})
