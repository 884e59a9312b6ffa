import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type AuthFixture, clinic, elsewhere, startAuthFixture, type TestUser } from '../fixtures/auth-fixture.js'
import { type SubscriberServer, startSubscriberServer } from '../fixtures/subscriber-server.js'
import type { DeadLetterPage } from './list-dead-letters.js'

interface Letter {
  id: string
  lastFailedAt: string
}

let fixture: AuthFixture
let clinical: SubscriberServer
let chat: SubscriberServer
let operator: TestUser
let token: string
/** What the subscribers hold; they page as the real ones do. */
const letters: Record<'clinical' | 'chat', Letter[]> = { clinical: [], chat: [] }

const at = (second: number) => new Date(Date.UTC(2027, 2, 10, 12, 0, second)).toISOString()
const letter = (id: number, lastFailedAt: string) => ({
  ...{ id: String(id), state: 'parked', kind: 'refused', eventId: null, eventType: 'user.updated', userId: null },
  ...{ userVersion: 2, fullName: 'Ada Moyo', error: 'no room', attempts: 5, firstFailedAt: at(0), lastFailedAt },
  ...{ nextAttemptAt: null, failures: [{ at: lastFailedAt, error: 'no room' }], changes: null },
})
const pageOf = (source: keyof typeof letters) => (input: Record<string, unknown>) => {
  const [before, limit] = [input.before as Letter | undefined, Number(input.limit)]
  const sorted = [...letters[source]].sort(
    (a, b) => b.lastFailedAt.localeCompare(a.lastFailedAt) || Number(b.id) - Number(a.id),
  )
  const behind = sorted.filter(
    ({ id, lastFailedAt }) =>
      !before ||
      lastFailedAt < before.lastFailedAt ||
      (lastFailedAt === before.lastFailedAt && Number(id) < Number(before.id)),
  )
  return { items: behind.slice(0, limit), more: behind.length > limit, total: sorted.length }
}
const nothing = { already: [], unknown: [] }

beforeAll(async () => {
  clinical = await startSubscriberServer({ parkedList: pageOf('clinical') })
  chat = await startSubscriberServer({ parkedList: pageOf('chat') })
  fixture = await startAuthFixture({
    ...{ db: await createTestDatabase('auth'), redis: await createTestRedis() },
    subscriberUrls: { clinical: clinical.url, chat: chat.url },
  })
  operator = await fixture.addUser({ role: 'operator', firstName: 'Rudo', lastName: 'Banda' })
  token = await fixture.tokenOf(operator)
})
afterAll(async () => {
  await fixture.close()
  await Promise.all([clinical.close(), chat.close()])
})
beforeEach(async () => {
  letters.clinical = []
  letters.chat = []
  chat.setMood('answers')
  await fixture.db.pool.query('DELETE FROM malformed_outbox_row')
})

const list = async (input: object = {}): Promise<DeadLetterPage> =>
  (await fixture.query('sync.deadLetters', input, token)).data
const keysOf = ({ items }: DeadLetterPage) => items.map(({ subscriber, id }) => `${subscriber} ${id}`)
const addRow = (position: number, foundAt: string, lane = 'bulk') =>
  fixture.db.pool.query(
    `INSERT INTO malformed_outbox_row (position, lane, created_at, found_at, reason)
     VALUES ($1::bigint, $2, $3, $3, 'position ' || $1::text || ' names no event')`,
    [position, lane, foundAt],
  )
const rowsOf = async (table: 'malformed_outbox_row' | 'outbox', positions: number[]) => {
  const { rows } = await fixture.db.pool.query(
    `SELECT position::int, lane FROM ${table} WHERE position = ANY($1::bigint[]) ORDER BY position`,
    [positions],
  )
  return rows
}
const positionOf = async ({ id }: TestUser): Promise<number> =>
  (await fixture.db.pool.query('SELECT position::int FROM user_event WHERE user_id = $1', [id])).rows[0].position

it('every letter is listed once over all pages, the newest failure first, whatever the page size', async () => {
  letters.clinical = [1, 2, 3, 4, 5, 6, 7].map((id) => letter(id, at(id * 2)))
  letters.chat = [1, 2, 3].map((id) => letter(id, at(id === 3 ? 12 : id)))
  for (const position of [900_001, 900_002, 900_003]) await addRow(position, at(7))
  const all = await list({ limit: 200 })
  expect(all).toMatchObject({ total: 13, nextCursor: null, unreachable: [] })
  const times = all.items.map(({ lastFailedAt }) => lastFailedAt)
  expect(times).toEqual([...times].sort().reverse())
  for (const limit of [1, 2, 3, 5, 13]) {
    const seen: string[] = []
    for (let cursor: string | null = null, page = 0; page < 14; page++) {
      const answer: DeadLetterPage = await list({ limit, cursor })
      seen.push(...keysOf(answer))
      cursor = answer.nextCursor
      if (cursor === null) break
    }
    expect([...seen].sort()).toEqual(keysOf(all).sort())
    expect(new Set(seen).size).toBe(13)
  }
})

it('shows the rest when a subscriber does not answer, and says which', async () => {
  letters.clinical = [letter(1, at(1))]
  letters.chat = [letter(1, at(2))]
  chat.setMood('fails')
  expect(await list()).toMatchObject({ items: [{ subscriber: 'clinical' }], total: 1, unreachable: ['chat'] })
})

it('hands the filter to the subscribers, in the name of the own organisation', async () => {
  const filter = { state: 'parked', userId: operator.id, search: 'room', since: at(0), until: at(59) }
  await list({ ...filter, subscriber: 'clinical', limit: 7 })
  expect(clinical.calls.at(-1)?.input).toEqual({ ...filter, tenantId: clinic, limit: 7 })
})

it('a row of the outbox that names no event is a letter of its own, found by its words and its time', async () => {
  await addRow(900_010, at(10))
  const [row] = (await list({ subscriber: 'outbox' })).items
  expect(row).toEqual({
    ...{ subscriber: 'outbox', id: '900010', state: 'parked', kind: 'no_event', eventId: null, eventType: null },
    ...{ userId: null, userVersion: null, fullName: null, error: 'position 900010 names no event', attempts: 1 },
    ...{ firstFailedAt: at(10), lastFailedAt: at(10), nextAttemptAt: null, changes: null },
    failures: [{ at: at(10), error: 'position 900010 names no event' }],
  })
  const found = async (filter: object) => (await list({ ...filter, subscriber: 'outbox' })).total
  expect(await found({ search: 'NO Event 900010' })).toBe(1)
  expect(await found({ search: '100%' })).toBe(0)
  expect(await found({ since: at(10), until: at(11) })).toBe(1)
  expect(await found({ until: at(10) })).toBe(0)
  expect(await found({ state: 'retrying' })).toBe(0)
  expect(await found({ userId: operator.id })).toBe(0)
})

it('retries at the subscriber, in the name of the person', async () => {
  clinical.answer('parkedRetry', () => ({ retrying: 2, ...nothing }))
  const answer = await fixture.mutate(
    'sync.retry',
    { subscriber: 'clinical', ids: ['1', '2'], reason: 'a test' },
    token,
  )
  expect(answer.data).toEqual({ retrying: 2, ...nothing, refused: 0 })
  const actor = { id: operator.id, name: 'Rudo Banda' }
  expect(clinical.calls.at(-1)?.input).toEqual({ tenantId: clinic, actor, ids: ['1', '2'] })
  clinical.answer('parkedDiscard', () => ({ discarded: 5, ...nothing }))
  const discard = { subscriber: 'clinical', filter: { search: 'room' }, reason: ' left the clinic ' }
  expect((await fixture.mutate('sync.discard', discard, token)).data).toEqual({ discarded: 5, ...nothing })
  expect(clinical.calls.at(-1)?.input).toEqual({
    ...{ tenantId: clinic, actor, filter: { search: 'room' }, reason: 'left the clinic' },
  })
})

it.each(['retry', 'discard'])(
  '%s of one letter that is settled says when; of several, the answer tells',
  async (deed) => {
    const already = [{ id: '1', state: 'applied', at: at(30) }]
    for (const name of ['parkedRetry', 'parkedDiscard']) {
      clinical.answer(name, () => ({ retrying: 0, discarded: 0, already, unknown: ['2'] }))
    }
    const reason = { reason: 'no' }
    const one = await fixture.mutate(`sync.${deed}`, { subscriber: 'clinical', ids: ['1'], ...reason }, token)
    expect([one.status, one.error.data.appCode]).toEqual([409, 'CONFLICT'])
    expect(one.error.message).toContain(at(30))
    const two = await fixture.mutate(`sync.${deed}`, { subscriber: 'clinical', ids: ['1', '2'], ...reason }, token)
    expect(two.data).toMatchObject({ already, unknown: ['2'] })
    for (const name of ['parkedRetry', 'parkedDiscard']) {
      clinical.answer(name, () => ({ retrying: 0, discarded: 0, already: [], unknown: ['2'] }))
    }
    const unknown = await fixture.mutate(`sync.${deed}`, { subscriber: 'clinical', ids: ['2'], ...reason }, token)
    expect([unknown.status, unknown.error.data.appCode]).toEqual([404, 'NOT_FOUND'])
  },
)

it('a decision that the subscriber did not hear of fails, and may be made again', async () => {
  chat.setMood('fails')
  const answer = await fixture.mutate('sync.retry', { subscriber: 'chat', filter: {}, reason: 'a test' }, token)
  expect([answer.status, answer.error.data.appCode]).toEqual([503, 'UNAVAILABLE'])
  expect(answer.error.message).toContain('Chat')
})

it('puts a malformed row back into its lane once its event exists', async () => {
  const position = await positionOf(await fixture.addUser())
  await fixture.db.pool.query('DELETE FROM outbox WHERE position = $1', [position])
  await addRow(position, at(1))
  await addRow(900_020, at(1))
  const ids = [String(position), '900020', '900021']
  const { data } = await fixture.mutate('sync.retry', { subscriber: 'outbox', ids, reason: 'a test' }, token)
  expect(data).toEqual({ retrying: 1, already: [], unknown: ['900021'], refused: 1 })
  expect(await rowsOf('outbox', [position, 900_020])).toEqual([{ position, lane: 'bulk' }])
  expect(await rowsOf('malformed_outbox_row', [position, 900_020])).toEqual([{ position: 900_020, lane: 'bulk' }])
})

it('never lets a malformed row take the place of one that the brake holds', async () => {
  const position = await positionOf(await fixture.addUser())
  await fixture.db.pool.query('UPDATE outbox SET held = true WHERE position = $1', [position])
  await addRow(position, at(1))
  await fixture.mutate('sync.retry', { subscriber: 'outbox', filter: {}, reason: 'a test' }, token)
  const { rows } = await fixture.db.pool.query('SELECT held FROM outbox WHERE position = $1', [position])
  expect(rows).toEqual([{ held: true }])
})

it('refuses to send a row that still names no event, and leaves it as it was', async () => {
  await addRow(900_030, at(1))
  const answer = await fixture.mutate('sync.retry', { subscriber: 'outbox', ids: ['900030'], reason: 'a test' }, token)
  expect([answer.status, answer.error.data.appCode]).toEqual([409, 'CONFLICT'])
  expect(answer.error.message).toContain('names no event')
  expect(await rowsOf('malformed_outbox_row', [900_030])).toHaveLength(1)
  expect(await rowsOf('outbox', [900_030])).toEqual([])
  const all = await fixture.mutate('sync.retry', { subscriber: 'outbox', filter: {}, reason: 'a test' }, token)
  expect(all.data).toEqual({ retrying: 0, already: [], unknown: [], refused: 1 })
})

it('discards rows of the outbox with a reason, some or all that a filter finds', async () => {
  for (const position of [900_040, 900_041, 900_042]) await addRow(position, at(1))
  const discard = (choice: object) =>
    fixture.mutate('sync.discard', { subscriber: 'outbox', reason: 'typed by hand', ...choice }, token)
  expect((await discard({ ids: ['900040'] })).data).toEqual({ discarded: 1, already: [], unknown: [] })
  expect((await discard({ ids: ['900040'] })).status).toBe(404)
  expect((await discard({ filter: { search: '900041' } })).data.discarded).toBe(1)
  expect(await rowsOf('malformed_outbox_row', [900_040, 900_041, 900_042])).toEqual([
    { position: 900_042, lane: 'bulk' },
  ])
})

it.each([
  ['query', 'deadLetters', { subscriber: 'pharmacy' }, 'expected one of clinical, chat, outbox'],
  ['query', 'deadLetters', { limit: 1e9 }, 'expected 1 to 200'],
  ['query', 'deadLetters', { cursor: 'bm9uc2Vuc2U' }, 'nextCursor of the page before'],
  ['query', 'deadLetters', { since: '2027-03-10' }, 'with its offset'],
  ['query', 'deadLetters', { tenantId: elsewhere }, 'unknown field tenantId'],
  ['mutate', 'retry', { subscriber: 'clinical', reason: 'x' }, 'name either ids or a filter'],
  ['mutate', 'retry', { subscriber: 'clinical', ids: ['1'], filter: {}, reason: 'x' }, 'name either ids or a filter'],
  ['mutate', 'retry', { subscriber: 'outbox', ids: ['1; DROP'] }, 'the id of a dead letter'],
  ['mutate', 'retry', { ids: ['1'] }, 'expected one of clinical, chat, outbox'],
  ['mutate', 'discard', { subscriber: 'outbox', ids: ['1'] }, 'reason'],
  ['mutate', 'discard', { subscriber: 'outbox', ids: ['1'], reason: '  ' }, 'say why'],
] as const)('%s %s %j is refused', async (kind, name, input, words) => {
  const answer = await fixture[kind](`sync.${name}`, input, token)
  expect([answer.status, answer.error.data.appCode]).toEqual([400, 'BAD_INPUT'])
  expect(answer.error.message).toContain(words)
})

it('whoever may look but not operate decides nothing', async () => {
  await addRow(900_050, at(1))
  const viewer = await fixture.tokenOf(await fixture.addUser({ role: 'viewer' }))
  expect((await fixture.query('sync.deadLetters', {}, viewer)).data.total).toBe(1)
  const ids = ['900050']
  expect((await fixture.mutate('sync.retry', { subscriber: 'outbox', ids, reason: 'a test' }, viewer)).status).toBe(403)
  expect((await fixture.mutate('sync.discard', { subscriber: 'outbox', ids, reason: 'no' }, viewer)).status).toBe(403)
})
