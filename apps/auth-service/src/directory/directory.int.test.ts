import { directoryUserSchema } from '@rollcall/events/user-event'
import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, beforeAll, expect, it } from 'vitest'
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
afterAll(() => service.close())

const ids = () => users.map(({ id }) => id).sort()
const bucketOf = (id: string) => Number.parseInt(id.slice(-2), 16)

it('digests count every user of every organisation once, tombstones too, and move with each version', async () => {
  const before = (await service.query('directory.digest', {}, token)).data.buckets
  expect(before.reduce((sum: number, { count }: { count: number }) => sum + count, 0)).toBe(users.length)
  expect(before.map(({ bucket }: { bucket: number }) => bucket)).toEqual(
    [...new Set(ids().map(bucketOf))].sort((a, b) => a - b),
  )
  const id = users[0]?.id ?? ''
  await service.db.pool.query(`UPDATE "user" SET first_name = 'Else' WHERE id = $1`, [id])
  const after = (await service.query('directory.digest', {}, token)).data.buckets
  const changed = after.filter((row: { digest: string }, index: number) => row.digest !== before[index].digest)
  expect(changed.map(({ bucket }: { bucket: number }) => bucket)).toEqual([bucketOf(id)])
})

it('versions are read by bucket, page by page, or by id', async () => {
  const seen: string[] = []
  for (const bucket of new Set(ids().map(bucketOf))) {
    let after: string | null = null
    do {
      const page: { items: { userId: string }[]; nextCursor: string | null } = (
        await service.query('directory.versions', { bucket, limit: 1, ...(after ? { after } : {}) }, token)
      ).data
      seen.push(...page.items.map(({ userId }) => userId))
      after = page.nextCursor
    } while (after)
  }
  expect(seen.sort()).toEqual(ids())
  const byId = await service.query('directory.versions', { ids: [...ids(), clinic] }, token)
  expect(byId.data.items).toHaveLength(users.length)
  expect(byId.data.items.find(({ userId }: { userId: string }) => userId === users[2]?.id).version).toBe(2)
})

it('snapshots are what events carry, and name the ids that are missing', async () => {
  const { data } = await service.query('directory.snapshot', { ids: [...ids(), clinic] }, token)
  expect(data.missing).toEqual([clinic])
  for (const item of data.items) expect(directoryUserSchema.parse(item)).toEqual(item)
  const { rows } = await service.db.pool.query(
    'SELECT payload FROM user_event WHERE (user_id, user_version) IN (SELECT id, version FROM "user")',
  )
  const payloads = data.items.map(({ payload }: { payload: unknown }) => payload)
  expect(payloads).toHaveLength(rows.length)
  expect(payloads).toEqual(expect.arrayContaining(rows.map(({ payload }) => payload)))
})

it('needs a service token', async () => {
  for (const path of ['directory.digest', 'directory.versions', 'directory.snapshot']) {
    expect((await service.query(path, { ids: ids() })).status).toBe(401)
  }
})
