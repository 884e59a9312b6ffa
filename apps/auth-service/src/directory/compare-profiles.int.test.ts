import { createHash } from 'node:crypto'
import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type AuthFixture, clinic, startAuthFixture } from '../fixtures/auth-fixture.js'

let service: AuthFixture
let token: string
beforeAll(async () => {
  service = await startAuthFixture({ db: await createTestDatabase('auth'), redis: await createTestRedis() })
  token = await service.serviceToken()
})
afterAll(() => service.close())

const unknownId = '0192f000-0000-7000-8000-0000000000ff'
const separator = '\x1f'
type Field =
  | 'fullName'
  | 'avatar'
  | 'matricule'
  | 'ministere'
  | 'sexe'
  | 'updatedAt'
  | 'tenantId'
  | 'version'
  | 'deleted'
type Cached = Record<Field, string>
const md5 = (cached: Cached) => createHash('md5').update(Object.values(cached).join(separator)).digest('hex')
const differing = async (...profiles: [string, number, string][]) =>
  (await service.mutate('directory.compare', { profiles }, token)).data.differing

/** A user with everything a person can have, and the hash that the cache keeps of it, in the order of its fields. */
async function addCachedUser() {
  const { id } = await service.addUser({ firstName: 'Zoë', lastName: "N'Dour 李" })
  const { rows } = await service.db.pool.query<{ at: Date }>(
    `UPDATE "user" SET avatar = 'https://a.test/é.png', ministere = 'Santé', sexe = 'F' WHERE id = $1 RETURNING updated_at AS at`,
    [id],
  )
  const updatedAt = String(rows[0]?.at.getTime())
  const cached: Cached = {
    ...{ fullName: "Zoë N'Dour 李", avatar: 'https://a.test/é.png', matricule: '', ministere: 'Santé', sexe: 'F' },
    ...{ updatedAt, tenantId: clinic, version: '2', deleted: '0' },
  }
  return { id, cached }
}

it('a profile as the cache keeps it does not differ, in capitals or not', async () => {
  const { id, cached } = await addCachedUser()
  expect(await differing([id, 2, md5(cached)], [id.toUpperCase(), 2, md5(cached)])).toEqual([])
})

it('one that differs in a version or in any field does, and an unknown user has no version', async () => {
  const { id, cached } = await addCachedUser()
  for (const field of Object.keys(cached) as Field[]) {
    const tampered = md5({ ...cached, [field]: `${cached[field]} ` })
    expect(await differing([id, 2, tampered]), field).toEqual([{ userId: id, version: 2 }])
  }
  expect(await differing([id, 1, md5(cached)], [id, 3, md5(cached)], [id, 0, ''], [unknownId, 2, md5(cached)])).toEqual(
    expect.arrayContaining([
      { userId: id, version: 2 },
      { userId: unknownId, version: null },
    ]),
  )
})

it('a deleted user is compared with the tombstone, which holds no personal data', async () => {
  const { id, cached } = await addCachedUser()
  const { rows } = await service.db.pool.query<{ at: Date }>(
    'UPDATE "user" SET deleted_at = now() WHERE id = $1 RETURNING updated_at AS at',
    [id],
  )
  const blank = { fullName: '', avatar: '', matricule: '', ministere: '', sexe: '' }
  const tombstone = { ...cached, ...blank, updatedAt: String(rows[0]?.at.getTime()), version: '3', deleted: '1' }
  expect(await differing([id, 3, md5(tombstone)])).toEqual([])
  expect(await differing([id, 3, md5({ ...tombstone, fullName: cached.fullName })])).toHaveLength(1)
})

it('a user whose time never comes differs by himself, and holds up nobody else', async () => {
  const [odd, good] = [await addCachedUser(), await addCachedUser()]
  await service.db.pool.query('ALTER TABLE "user" DISABLE TRIGGER USER')
  await service.db.pool.query(`UPDATE "user" SET updated_at = 'infinity' WHERE id = $1`, [odd.id])
  await service.db.pool.query('ALTER TABLE "user" ENABLE TRIGGER USER')
  expect(await differing([odd.id, 2, md5(odd.cached)], [good.id, 2, md5(good.cached)])).toEqual([
    { userId: odd.id, version: 2 },
  ])
})
