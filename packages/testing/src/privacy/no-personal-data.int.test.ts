import { createLogger } from '@rollcall/service-kit/logger'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dumpRedis } from '../dump-redis.js'
import { waitFor } from '../faults/wait-for.js'
import { createChaosBridge } from '../road/chaos-bridge.js'
import { startThreeServices, type ThreeServices } from '../road/three-services.js'

const tenantId = '0192f000-0000-7000-8000-000000000001'
// Each stands for one kind of data; none can come about by chance.
const marks = { name: 'Marqueurnom', email: 'marqueurmail', phone: '771928374', password: 'marqueurmotdepasse' }
const anyMark = new RegExp(Object.values(marks).join('|'), 'i')
/** What a terminal or a log reader would take for something else. */
const ugly = `${marks.name}\r\n{"level":"fatal","msg":"${marks.name}"}\u001b]0;${marks.name}\u0007\u001b[2J`
const jsonWebToken = /eyJ[\w-]{10,}\.[\w-]{10,}/

interface Called {
  status: number
  text: string
}
let services: ThreeServices
let token: string
/** What signs somebody in: session cookies, tokens, passwords. */
const credentials: string[] = []
const seen = { logs: '', metrics: '', queues: '', cache: '' }

const call = async (service: 'auth' | 'clinical' | 'chat', path: string, input?: unknown): Promise<Called> => {
  const url = `${services[service].url}${path}`
  const answer = await fetch(url, {
    method: input === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(input === undefined ? {} : { body: JSON.stringify(input) }),
  })
  return { status: answer.status, text: await answer.text() }
}
const query = (service: 'auth' | 'clinical' | 'chat', name: string, input: unknown) =>
  call(service, `/trpc/${name}?input=${encodeURIComponent(JSON.stringify(input))}`)
const dataOf = ({ text }: Called) => JSON.parse(text).result.data
const dump = async (url: string) => {
  const client = new Redis(url)
  return dumpRedis(client).finally(() => client.quit())
}

async function signIn(email: string, password: string): Promise<Response> {
  const headers = { 'content-type': 'application/json', 'user-agent': marks.name }
  const body = JSON.stringify({ email, password })
  return fetch(`${services.auth.url}/auth/sign-in/email`, { method: 'POST', headers, body })
}

/** People as the API takes them, and one as only SQL can write. */
async function writePeople() {
  const { pool } = services.databases.auth
  const fields = {
    firstName: marks.name,
    lastName: `${marks.name}'; --`,
    role: 'doctor',
    matricule: `${marks.name}-7`,
    phoneNumber: `+263${marks.phone}`,
  }
  const created = await call('auth', '/trpc/users.create', { ...fields, email: `${marks.email}@rollcall.test` })
  expect(created.status).toBe(200)
  const { id, version } = dataOf(created)
  const changes = { lastName: `${marks.name} ${marks.name}`, email: `${marks.email}2@rollcall.test` }
  expect((await call('auth', '/trpc/users.update', { id, expectedVersion: version, changes })).status).toBe(200)
  expect((await call('auth', '/trpc/users.update', { id, expectedVersion: version, changes })).status).toBe(409)
  const { rows } = await pool.query(
    `INSERT INTO "user" (tenant_id, email, first_name, last_name, role, phone_number)
     VALUES ($1, $2, $3, $3, 'doctor', $4) RETURNING id`,
    [tenantId, `${marks.email}3@rollcall.test`, ugly, `+264${marks.phone}`],
  )
  return { id: String(id), uglyId: String(rows[0].id) }
}

/** What is refused, in ways that quote what was given. */
async function meetErrors(id: string) {
  const taken = { firstName: ugly, lastName: marks.name, role: 'doctor', email: `${marks.email}2@rollcall.test` }
  await call('auth', '/trpc/users.create', taken)
  await call('auth', '/trpc/users.create', { ...taken, firstName: marks.name })
  await call('auth', '/trpc/users.create', `{"${marks.name}`)
  await call('auth', `/trpc/users.${marks.name}?email=${marks.email}`, {})
  await call('auth', `/${marks.name}?phone=${marks.phone}`)
  await call('auth', `/trpc/users.byId?input=${encodeURIComponent(`{"${ugly}`)}`)
  for (const search of [marks.name, `${marks.email}%'`, ugly, marks.phone]) {
    await query('auth', 'users.list', { search })
    await query('clinical', 'clinicians.list', { search })
    await query('clinical', 'clinicians.explain', { search })
  }
  await query('chat', 'profiles.byIds', { ids: [id, marks.name, ugly] })
  for (const [email, password] of [
    [services.administrator.email, `${marks.password} wrong`],
    [`${marks.email}2@rollcall.test`, `${marks.password} right?`],
    [`${marks.email}-nobody@rollcall.test`, marks.password],
    [ugly, ugly],
  ] as const) {
    expect((await signIn(email, password)).status).toBeGreaterThanOrEqual(400)
  }
  await fetch(`${services.auth.url}/auth/service-token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ client_id: marks.name, client_secret: marks.password }),
  })
}

/** The clinical service refuses whoever bears the mark, with words of PostgreSQL's that quote the row. */
async function parkAndRetry(id: string) {
  const { pool } = services.databases.user
  const isParked = async () => {
    const { rows } = await pool.query('SELECT id::text, attempts FROM parked_event WHERE user_id = $1', [id])
    return rows[0]
  }
  await pool.query(`ALTER TABLE directory_user ADD CONSTRAINT no_marks CHECK (last_name !~ 'Parked') NOT VALID`)
  await services.databases.auth.pool.query(`UPDATE "user" SET last_name = $2 WHERE id = $1`, [id, `${ugly} Parked`])
  // Tried again by itself, and once more by a person.
  await waitFor('the event is parked and tried again', async () => (await isParked())?.attempts > 1)
  const parked = await isParked()
  await call('auth', '/trpc/sync.retry', { subscriber: 'clinical', ids: [parked.id], reason: marks.name })
  await query('auth', 'sync.deadLetters', { search: marks.name })
  await pool.query('ALTER TABLE directory_user DROP CONSTRAINT no_marks')
}

/** A store that breaks under a request, so that an unforeseen error is logged with all that it holds. */
async function breakStores(id: string) {
  const { pool } = services.databases.auth
  await pool.query(`ALTER TABLE "user" ADD CONSTRAINT no_marks CHECK (last_name !~ 'Broken') NOT VALID`)
  const { rows } = await pool.query('SELECT version FROM "user" WHERE id = $1', [id])
  const changes = { lastName: `${marks.name} Broken` }
  const refused = await call('auth', '/trpc/users.update', { id, expectedVersion: rows[0].version, changes })
  expect(refused.status).toBeGreaterThanOrEqual(400)
  expect(refused.text).not.toMatch(/constraint|relation|Failing row/i)
  await pool.query('ALTER TABLE "user" DROP CONSTRAINT no_marks')
}

async function readEverything(ids: string[]) {
  for (const id of ids) {
    await query('auth', 'users.byId', { id })
    await query('auth', 'users.history', { id })
    await query('chat', 'profiles.byId', { id })
    await query('chat', 'cache.inspect', { id })
    await call('chat', '/trpc/cache.invalidate', { id, reason: marks.name })
    await query('chat', 'profiles.byIds', { ids })
  }
  await query('auth', 'sync.matrix', { ids })
  await call('clinical', '/trpc/sync.reconcile', { reason: marks.name })
  await call('chat', '/trpc/sync.reconcile', { reason: marks.name })
}

async function lookEverywhere() {
  const all = [services.auth, services.clinical, services.chat]
  seen.logs = (await Promise.all(all.map((service) => service.output()))).join('')
  const metrics = await Promise.all(all.map(async ({ url }) => (await fetch(`${url}/metrics`)).text()))
  seen.metrics = metrics.join('\n')
  seen.queues = `${await dump(services.redis.published.url)}\n${await dump(services.redis.consumed.url)}`
  seen.cache = await dump(services.redis.cache.url)
}

beforeAll(async () => {
  services = await startThreeServices({ logLevel: 'trace' })
  const signedIn = await signIn(services.administrator.email, services.administrator.password)
  const cookies = signedIn.headers.getSetCookie().map((line) => line.split(';')[0] ?? '')
  token = await services.signIn()
  credentials.push(services.administrator.password, token, ...cookies.map((cookie) => cookie.split('=')[1] ?? ''))
  const { id, uglyId } = await writePeople()
  await waitFor('the events wait in the queues', async () => {
    const waiting = (await dump(services.redis.published.url)).match(/sealed/g)
    return (waiting?.length ?? 0) > 3
  })
  const logger = createLogger({ service: 'test', level: 'silent' })
  const bridges = (['clinical', 'chat'] as const).map((subscriber) =>
    createChaosBridge({
      ...{ subscriber, logger, random: () => 1, keys: services.eventKeys },
      ...{ from: services.redis.published.url, to: services.redis.consumed.url },
    }),
  )
  const queuesBefore = await dump(services.redis.published.url)
  for (const bridge of bridges) await bridge.start()
  try {
    await meetErrors(id)
    await parkAndRetry(uglyId)
    await breakStores(id)
    await readEverything([id, uglyId])
    expect((await call('auth', '/trpc/users.deactivate', { id })).status).toBe(200)
    await waitFor('the last change is in the cache', async () =>
      (await query('chat', 'profiles.byId', { id: uglyId })).text.includes('Parked'),
    )
  } finally {
    await Promise.all(bridges.map((bridge) => bridge.stop()))
  }
  await lookEverywhere()
  seen.queues += `\n${queuesBefore}`
}, 180_000)
afterAll(() => services?.stop(), 60_000)

describe('after a run with marked people', () => {
  it('every line of every log is one JSON line with nothing for a terminal to obey', () => {
    const lines = seen.logs.split('\n').filter((line) => line !== '')
    expect(lines.length).toBeGreaterThan(10)
    for (const line of lines) {
      expect(line).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}]/u)
      expect(JSON.parse(line), line).toMatchObject({ level: expect.any(String), service: expect.any(String) })
    }
    // A run in which nothing went wrong would prove little.
    expect(seen.logs).toMatch(/"level":"(warn|error)"/)
  })

  it.each(['logs', 'metrics', 'queues'] as const)('no name, address, telephone or password is in the %s', (where) => {
    expect(seen[where].length).toBeGreaterThan(100)
    const lines = seen[where].split('\n').filter((line) => anyMark.test(line))
    expect(lines).toEqual([])
  })

  it.each(['logs', 'metrics', 'queues', 'cache'] as const)('nothing that signs anybody in is in the %s', (where) => {
    expect(seen[where]).not.toMatch(jsonWebToken)
    for (const credential of credentials) expect(seen[where]).not.toContain(credential)
  })

  // By design: the cache is what shows names in conversations. See the README of packages/user-cache.
  it('the cache holds names and nothing else that is marked', () => {
    expect(seen.cache).toMatch(new RegExp(marks.name))
    expect(seen.cache).not.toMatch(new RegExp([marks.email, marks.phone, marks.password].join('|'), 'i'))
  })
})
