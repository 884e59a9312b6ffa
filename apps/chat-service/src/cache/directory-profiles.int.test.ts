import { randomBytes } from 'node:crypto'
import { generateEventKey } from '@rollcall/service-kit/event-keys'
import { createServiceTokenSource } from '@rollcall/service-kit/service-token'
import { createDirectoryClient } from '@rollcall/subscriber/directory-client'
import { type ServiceProcess, startService } from '@rollcall/testing/process'
import { createTestDatabase, type TestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis, type TestRedis } from '@rollcall/testing/test-redis'
import { type CacheableUser, toCacheableUser } from '@rollcall/user-cache/cached-user'
import { afterAll, beforeAll, expect, it } from 'vitest'

const secret = () => randomBytes(24).toString('hex')
const tenantId = '0192f000-0000-7000-8000-00000000000a'
const unknownId = '0192f000-0000-7000-8000-0000000000ff'

let db: TestDatabase
let redis: TestRedis
let auth: ServiceProcess
let directory: ReturnType<typeof createDirectoryClient>
beforeAll(async () => {
  db = await createTestDatabase('auth')
  redis = await createTestRedis()
  await db.pool.query(
    `INSERT INTO organisation (id, name, time_zone, is_platform) VALUES ($1, 'Clinic', 'UTC', true)`,
    [tenantId],
  )
  const clientSecret = secret()
  auth = await startService({
    service: 'auth-service',
    env: {
      ...{ AUTH_DATABASE_URL: db.url, QUEUE_REDIS_URL: redis.url, EVENT_KEYS: generateEventKey('test') },
      ...{ PORTAL_URL: 'http://localhost:3100', AUTH_SECRET: secret(), LOG_LEVEL: 'warn' },
      ...{ USER_SERVICE_SECRET: secret(), CHAT_SERVICE_SECRET: clientSecret },
    },
  })
  await auth.waitUntilReady(50_000)
  directory = createDirectoryClient({
    authServiceUrl: auth.url,
    token: createServiceTokenSource({ authServiceUrl: auth.url, clientId: 'chat-service', clientSecret }),
  })
}, 60_000)
afterAll(async () => {
  await auth.kill('SIGTERM')
  await auth.stop()
  await redis.close()
  await db.drop()
})

interface Person {
  firstName?: string
  lastName?: string
  avatar?: string
  matricule?: string
  ministere?: string
  sexe?: string
  createdAt?: string
}

async function addPerson(person: Person): Promise<string> {
  const { firstName = 'Ada', lastName = 'Moyo', avatar, matricule, ministere, sexe, createdAt } = person
  const { rows } = await db.pool.query<{ id: string }>(
    `INSERT INTO "user" (tenant_id, email, first_name, last_name, role, avatar, matricule, ministere, sexe, created_at)
     VALUES ($1, $2, $3, $4, 'staff', $5, $6, $7, $8, coalesce($9::timestamptz, now())) RETURNING id`,
    [tenantId, `${secret()}@example.org`, firstName, lastName, avatar, matricule, ministere, sexe, createdAt],
  )
  return rows[0]?.id ?? ''
}

/** What the cache would keep, made from whole users. */
async function fromSnapshots(ids: string[]): Promise<CacheableUser[]> {
  const { items } = await directory.snapshot(ids)
  return items.map(toCacheableUser)
}

it.each<[string, Person]>([
  ['of nothing but a name', {}],
  ['with everything', { avatar: 'https://a.test/1.png', matricule: 'M-1', ministere: 'Santé', sexe: 'X' }],
  ['with empty texts, which are not nulls', { lastName: '', avatar: '', matricule: '', ministere: '' }],
  ['with accents and a name from right to left', { firstName: 'Zoë\u0301', lastName: 'محمد בן 李 🩺' }],
  ['with quotes, control characters and separators', { firstName: `"'\\`, lastName: 'a\tb\r\nc\u001f\u001e\u2028{,}' }],
  ['of 1999, to the millisecond', { createdAt: '1999-12-31T23:59:59.999Z' }],
  ['from before 1970', { createdAt: '1901-01-01T00:00:00.001Z' }],
  ['of the first year that can be written', { createdAt: '0001-01-01T00:00:00.000Z' }],
  ['of the last year that can be written', { createdAt: '9999-12-31T23:59:59.987Z' }],
])('a profile %s is what would be cached of the whole user', async (_, person) => {
  const id = await addPerson(person)
  const { items } = await directory.profiles([id])
  expect(items).toHaveLength(1)
  expect(items).toEqual(await fromSnapshots([id]))
})

it('nothing personal is told of a deleted user', async () => {
  const id = await addPerson({ avatar: 'https://a.test/1.png', matricule: 'M-1', ministere: 'Santé', sexe: 'F' })
  await db.pool.query('UPDATE "user" SET deleted_at = now() WHERE id = $1', [id])
  const { items } = await directory.profiles([id])
  expect(items).toEqual(await fromSnapshots([id]))
  expect(items).toMatchObject([
    { deleted: true, fullName: '', avatar: null, matricule: null, ministere: null, sexe: null },
  ])
})

it.each(['infinity', '-infinity', '10000-01-01'])(
  'a user of a time that nobody can write (%s) is unreadable by himself, and to both alike',
  async (createdAt) => {
    const [odd, good] = [await addPerson({ createdAt }), await addPerson({})]
    const profiles = await directory.profiles([odd, good, unknownId])
    const snapshots = await directory.snapshot([odd, good, unknownId])
    for (const { items, missing, unreadable } of [profiles, snapshots]) {
      expect(items.map(({ userId }) => userId)).toEqual([good])
      expect(unreadable.map(({ userId }) => userId)).toEqual([odd])
      expect(missing).toEqual([unknownId])
    }
  },
)

it('500 are answered at once, each asked for once, in capitals or not', async () => {
  const ids = await Promise.all(Array.from({ length: 20 }, (_, n) => addPerson({ lastName: `No ${n}` })))
  const unknown = Array.from({ length: 460 }, () => crypto.randomUUID())
  const { items, missing, unreadable } = await directory.profiles([
    ...ids,
    ...ids.map((id) => id.toUpperCase()),
    ...unknown,
  ])
  expect(items.map(({ userId }) => userId).sort()).toEqual([...ids].sort())
  expect(missing.sort()).toEqual([...unknown].sort())
  expect(unreadable).toEqual([])
})
