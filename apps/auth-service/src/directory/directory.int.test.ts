import { randomUUID } from 'node:crypto'
import { directoryUserSchema } from '@rollcall/events/user-event'
import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type AuthFixture, clinic, elsewhere, startAuthFixture, type TestUser } from '../fixtures/auth-fixture.js'

let service: AuthFixture
let token: string
let users: TestUser[]
beforeAll(async () => {
  service = await startAuthFixture({ db: await createTestDatabase('auth'), redis: await createTestRedis() })
  token = await service.serviceToken()
  users = [
    await service.addUser({ role: 'doctor' }),
    await service.addUser({ tenantId: elsewhere }),
    await service.addUser(),
  ]
  await service.db.pool.query('DELETE FROM "user" WHERE id = $1', [users[2]?.id])
})
beforeEach(() => service.db.pool.query('DELETE FROM held_user'))
afterAll(() => service.close())

const ids = () => users.map(({ id }) => id).sort()
const firstId = () => users[0]?.id ?? ''
const bucketOf = (id: string) => Number.parseInt(id.slice(-3), 16)
const ask = async (path: string, input: unknown) => (await service.query(`directory.${path}`, input, token)).data
type Bucket = { bucket: number; count: number; digest: string }
const digests = async (): Promise<Bucket[]> => (await ask('digest', {})).buckets

/** Holds what becomes of a user from now on, as the brake does: services go on believing what they know. */
async function holdFirst() {
  const { rows } = await service.db.pool.query<{ columns: string }>(
    `SELECT string_agg(quote_ident(column_name), ', ') AS columns FROM information_schema.columns
     WHERE table_name = 'held_user' AND is_generated = 'NEVER' AND column_name NOT IN ('hold_id', 'held_at')`,
  )
  await service.db.pool.query(
    `INSERT INTO held_user (${rows[0]?.columns}, hold_id) SELECT ${rows[0]?.columns}, $2 FROM "user" WHERE id = $1`,
    [firstId(), randomUUID()],
  )
}

describe('digests', () => {
  it('count every user of every organisation once, tombstones too, and move with each version', async () => {
    const before = await digests()
    expect(before.reduce((sum, { count }) => sum + count, 0)).toBe(users.length)
    expect(before.map(({ bucket }) => bucket)).toEqual([...new Set(ids().map(bucketOf))].sort((a, b) => a - b))
    await service.db.pool.query(`UPDATE "user" SET first_name = 'Else' WHERE id = $1`, [firstId()])
    const after = await digests()
    const changed = after.filter(({ digest }, index) => digest !== before[index]?.digest)
    expect(changed.map(({ bucket }) => bucket)).toEqual([bucketOf(firstId())])
  })

  it('are those of the content: the hashes of a bucket’s users give its digest', async () => {
    for (const { bucket, digest } of await digests()) {
      const { items } = await ask('versions', { buckets: [bucket] })
      const { rows } = await service.db.pool.query(
        `SELECT bit_xor(uuid_hash_extended(id, hash))::text AS digest FROM unnest($1::uuid[], $2::bigint[]) AS given (id, hash)`,
        [items.map(({ userId }: { userId: string }) => userId), items.map(({ hash }: { hash: string }) => hash)],
      )
      expect(rows).toEqual([{ digest }])
    }
  })
})

it('versions are read by buckets or by ids', async () => {
  const byBucket = await ask('versions', { buckets: ids().map(bucketOf) })
  expect(byBucket.items.map(({ userId }: { userId: string }) => userId).sort()).toEqual(ids())
  const byId = await ask('versions', { ids: [...ids(), clinic] })
  expect(byId.items).toEqual(expect.arrayContaining(byBucket.items))
  expect(byId.items).toHaveLength(users.length)
  expect(byId.items.find(({ userId }: { userId: string }) => userId === users[2]?.id).version).toBe(2)
})

it('snapshots are what events carry, and name the ids that are missing', async () => {
  const data = await ask('snapshot', { ids: [...ids(), clinic] })
  expect(data.missing).toEqual([clinic])
  for (const item of data.items) expect(directoryUserSchema.parse(item)).toEqual(item)
  const { rows } = await service.db.pool.query(
    'SELECT payload FROM user_event WHERE (user_id, user_version) IN (SELECT id, version FROM "user")',
  )
  const payloads = data.items.map(({ payload }: { payload: unknown }) => payload)
  expect(payloads).toHaveLength(rows.length)
  expect(payloads).toEqual(expect.arrayContaining(rows.map(({ payload }) => payload)))
})

it('profiles hold what a cache keeps, no contact and no role, and name the ids that are missing', async () => {
  const { items, missing } = await ask('profiles', { ids: [firstId(), clinic, firstId().toUpperCase(), clinic] })
  const [first] = users
  const [at, again] = items[0].slice(9)
  expect(items).toEqual([
    [firstId(), clinic, expect.any(Number), false, 'Else Moyo', null, null, null, null, at, again],
  ])
  expect([missing, at, typeof at]).toEqual([[clinic], again, 'number'])
  expect(JSON.stringify(items)).not.toMatch(new RegExp(`@|doctor|${first?.email}`))
})

it.each([
  '2026-01-07T08:00:00.000Z',
  '2026-01-07T08:00:00.100Z',
  '2026-01-07T08:00:59.987Z',
  '0099-12-31T23:59:59.999Z',
])('a snapshot has the time %s as it is', async (moment) => {
  const { rows } = await service.db.pool.query(
    `INSERT INTO "user" (tenant_id, email, first_name, last_name, role, created_at)
     VALUES ($1, $2, 'At', 'Last', 'staff', $3) RETURNING id`,
    [clinic, `${randomUUID()}@example.org`, moment],
  )
  const { items } = await ask('snapshot', { ids: [rows[0].id] })
  expect(items).toMatchObject([{ eventAt: moment, payload: { createdAt: moment, updatedAt: moment, deletedAt: null } }])
})

it('nothing of a held user leaves the directory, whichever way it is asked', async () => {
  const everything = async () => ({
    digests: await digests(),
    versions: (await ask('versions', { ids: [firstId()] })).items,
    inBucket: (await ask('versions', { buckets: [bucketOf(firstId())] })).items,
    snapshot: (await ask('snapshot', { ids: [firstId()] })).items,
    profiles: (await ask('profiles', { ids: [firstId()] })).items,
    compared: (await ask('compare', { profiles: [[firstId(), 0, '']] })).differing,
  })
  await holdFirst()
  const before = await everything()
  await service.db.pool.query('UPDATE "user" SET is_active = NOT is_active WHERE id = $1', [firstId()])
  expect(await everything()).toEqual(before)
  await service.db.pool.query('DELETE FROM held_user')
  const after = await everything()
  expect(after.snapshot[0].userVersion).toBe(before.snapshot[0].userVersion + 1)
  expect(after.profiles[0][2]).toBe(before.profiles[0][2] + 1)
  expect(after.digests).not.toEqual(before.digests)
})

describe('inputs', () => {
  it.each([
    ['versions', {}, /either buckets or ids/],
    ['versions', { buckets: [1], ids: [clinic] }, /either buckets or ids/],
    ['versions', { buckets: [4096] }, /0 to 4095/],
    ['versions', { buckets: Array.from({ length: 513 }, (_, bucket) => bucket) }, /at most 512/],
    ['versions', { bucket: 1 }, /unknown field bucket/],
    ['snapshot', { ids: [] }, /at least one/],
    ['profiles', { ids: [] }, /at least one/],
    ['profiles', { ids: Array.from({ length: 501 }, () => clinic) }, /at most 500/],
    ['profiles', { ids: [clinic, "1'); DROP TABLE x"] }, /the id of a user/],
    ['profiles', { ids: [clinic, null] }, /the id of a user/],
    ['profiles', { ids: clinic }, /expected array/],
    ['profiles', { ids: [clinic], email: true }, /unknown field email/],
    ['compare', { profiles: [[clinic, 1, 'zz']] }, /MD5/],
    ['compare', { profiles: [[clinic, 3_000_000_000, '']] }, /version/],
    ['compare', { profiles: Array.from({ length: 2001 }, () => [clinic, 1, '']) }, /at most 2000/],
    ['find', { tenantId: clinic }, /either search or userId/],
    ['find', { tenantId: clinic, search: 'a', userId: clinic }, /either search or userId/],
    ['find', { tenantId: 'x', search: 'a' }, /organisation/],
    ['find', { tenantId: clinic, search: 'a', limit: 1e9 }, /1 to 50/],
  ])('of %s %j are refused in words', async (path, input, words) => {
    const { status, error } = await service.mutate(`directory.${path}`, input, token)
    expect(status).toBe(400)
    expect(error.message).toMatch(words)
  })

  it('need a service token', async () => {
    for (const path of ['digest', 'versions', 'snapshot', 'profiles', 'compare', 'find']) {
      expect((await service.query(`directory.${path}`, { ids: ids() })).status).toBe(401)
    }
  })
})
