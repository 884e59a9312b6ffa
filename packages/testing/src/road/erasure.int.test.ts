import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { TestDatabase } from '../test-database.js'
import { repositoryRoot } from '../test-servers.js'
import { startThreeServices, type ThreeServices } from './three-services.js'

const marks = ['Markedfirst', 'Markedlast', 'marked.mail@example.org', '+263772223334', 'MARKED-9', 'Marked Ministry']
let services: ThreeServices
let token: string
beforeAll(async () => {
  services = await startThreeServices()
  token = await services.signIn()
}, 60_000)
afterAll(() => services.stop(), 60_000)

const settle = (check: () => Promise<unknown>) => vi.waitFor(check, { timeout: 60_000, interval: 100 })

async function call(service: 'auth' | 'clinical' | 'chat', path: string, input: object, method = 'POST') {
  const search = method === 'GET' ? `?input=${encodeURIComponent(JSON.stringify(input))}` : ''
  const response = await fetch(`${services[service].url}/trpc/${path}${search}`, {
    method,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    ...(method === 'POST' ? { body: JSON.stringify(input) } : {}),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${path}: ${text}`)
  return JSON.parse(text).result.data
}

async function dumpDatabase({ pool }: TestDatabase): Promise<string> {
  const tables = await pool.query(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`)
  let text = ''
  for (const { name } of tables.rows) {
    const { rows } = await pool.query(`SELECT t::text AS text FROM "${name}" AS t`)
    text += rows.map((row) => row.text).join('\n')
  }
  return text
}

async function dumpCache(): Promise<string> {
  const redis = new Redis(services.redis.cache.url)
  try {
    let text = ''
    for (const key of await redis.keys('*')) {
      text += `${key}\n`
      const type = await redis.type(key)
      if (type === 'hash') text += JSON.stringify(await redis.hgetall(key))
      if (type === 'string') text += await redis.get(key)
      if (type === 'zset') text += (await redis.zrange(key, 0, -1)).join('\n')
      if (type === 'set') text += (await redis.smembers(key)).join('\n')
    }
    return text
  } finally {
    redis.disconnect()
  }
}

const dumpAll = async () => {
  const { auth, user, chat } = services.databases
  const parts = [dumpDatabase(auth), dumpDatabase(user), dumpDatabase(chat), dumpCache()]
  return (await Promise.all(parts)).map((text) => text.toLowerCase())
}

/** As an operator would: in another process, with the secret. */
async function verifyAudit(): Promise<string> {
  const tsx = pathToFileURL(createRequire(join(repositoryRoot, 'package.json')).resolve('tsx')).href
  const args = ['--conditions=rollcall-source', '--import', tsx, 'src/cli/verify-audit.ts']
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: join(repositoryRoot, 'apps/auth-service'),
    env: { ...process.env, AUTH_DATABASE_URL: services.databases.auth.url, AUTH_SECRET: services.authSecret },
  })
  return stdout
}

/** Nothing carries events here: whatever arrives, arrives by reconcile, as after a broker was lost. */
const bringUpToDate = async (userId: string, version: number) => {
  for (const name of ['clinical', 'chat'] as const) {
    await settle(() => call(name, 'sync.repairUser', { id: userId, reason: 'a test' }))
  }
  await settle(async () =>
    expect((await call('clinical', 'sync.versions', { ids: [userId] }, 'GET')).items).toMatchObject([{ version }]),
  )
}

it('an erased user is found nowhere, in no database nor in the cache, and the seals hold', async () => {
  const { id } = await call('auth', 'users.create', {
    ...{ email: 'marked.mail@example.org', firstName: 'Markedfirst', lastName: 'Markedlast', role: 'doctor' },
    ...{ phoneNumber: '+263772223334', matricule: 'MARKED-9', ministere: 'Marked Ministry' },
  })
  await bringUpToDate(id, 1)
  await call('chat', 'profiles.byId', { id }, 'GET')
  for (const database of [services.databases.user, services.databases.chat]) {
    await database.pool.query(
      `INSERT INTO parked_event (event_id, user_id, user_version, tenant_id, event, error, state, full_name)
       VALUES ('e', $1, 1, NULL, '{"payload": {"firstName": "Markedfirst"}}', 'Markedfirst is bad', 'discarded', 'Markedfirst')`,
      [id],
    )
  }
  for (const text of await dumpAll()) expect(text).toContain('markedfirst')

  await call('auth', 'users.remove', { id })
  await call('auth', 'users.erase', { id, reason: 'asked for it' })
  await bringUpToDate(id, 3)
  await settle(async () => {
    const { rows } = await services.databases.auth.pool.query('SELECT waits_for FROM erasure')
    expect(rows).toEqual([{ waits_for: [] }])
  })
  for (const text of await dumpAll()) for (const mark of marks) expect(text).not.toContain(mark.toLowerCase())

  await settle(async () => expect((await call('auth', 'audit.seals', {}, 'GET')).unsealed).toBe(0))
  expect(await verifyAudit()).toContain('Everything is as it was sealed.')
  const { items } = await call('auth', 'audit.list', { targetId: id }, 'GET')
  expect(items.map(({ action }: { action: string }) => action)).toEqual(
    expect.arrayContaining(['user.created', 'user.deleted', 'user.erased', 'user.repaired']),
  )
}, 120_000)
