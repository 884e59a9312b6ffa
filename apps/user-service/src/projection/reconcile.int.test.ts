import { randomUUID } from 'node:crypto'
import { sampleTenantId, sampleUser } from '@rollcall/subscriber/test-support/sample-event'
import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../fixtures/test-app.js'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp(await createTestDatabase('user'), await createTestRedis())
})
afterAll(async () => {
  await app.subscriber.stop()
  await app.close()
})
beforeEach(async () => {
  app.directoryServer.users.clear()
  await app.db.pool.query('TRUNCATE directory_user')
})

const reconcile = (mode: 'preview' | 'apply' = 'apply') => app.subscriber.reconcile.runToEnd({ mode, reason: 'test' })
const differencesOf = async (run: { id: string }) => {
  const { differences } = await app.as().sync.reconcileRun({ id: run.id })
  return differences.items
}
const many = (count: number) => Array.from({ length: count }, () => sampleUser(randomUUID(), 1))
const byHand = (id: string, assignment: string) =>
  app.db.pool.query(`UPDATE directory_user SET ${assignment} WHERE id = $1`, [id])
async function expectEqualToDirectory() {
  const { rows } = await app.db.pool.query('SELECT id, user_version AS version FROM directory_user ORDER BY id')
  const theirs = [...app.directoryServer.users.values()]
  expect(rows).toEqual(
    theirs
      .map(({ userId, userVersion }) => ({ id: userId, version: userVersion }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
  )
  expect(await app.subscriber.reconcile.drift()).toMatchObject({ differing: 0 })
}

it('fills an empty projection, tombstones included, and then asks for nothing but digests', async () => {
  const deleted = sampleUser(randomUUID(), 4, { deletedAt: new Date().toISOString() })
  app.directoryServer.put(...many(1300), deleted)
  expect(await reconcile()).toMatchObject({ state: 'done', missing: 1301, repaired: 1301 })
  await expectEqualToDirectory()
  app.directoryServer.calls.length = 0
  expect(await reconcile()).toMatchObject({ checked: 0, repaired: 0, total: 1301, done: 1301 })
  expect(app.directoryServer.calls).toEqual(['pauses', 'digest'])
})

it('finds a row that somebody changed in psql and names the field, before it puts it right', async () => {
  const [tampered] = many(1)
  if (!tampered) throw new Error('no user')
  app.directoryServer.put(...many(300), tampered)
  await reconcile()
  await byHand(tampered.userId, `role = 'staff'`)

  const preview = await reconcile('preview')
  expect(preview).toMatchObject({ tampered: 1, repaired: 0 })
  expect(await differencesOf(preview)).toMatchObject([
    {
      ...{ userId: tampered.userId, fullName: 'Rudo Sibanda', kind: 'tampered', repaired: false },
      ...{ keptVersion: 1, directoryVersion: 1, fields: [{ field: 'role', kept: 'staff', directory: 'doctor' }] },
    },
  ])
  expect((await app.as().clinicians.list({ limit: 1 })).total).toBe(300)

  const applied = await reconcile()
  expect(applied).toMatchObject({ tampered: 1, repaired: 1 })
  expect(await differencesOf(applied)).toMatchObject([{ kind: 'tampered', repaired: true }])
  expect((await app.as().clinicians.list({ limit: 1 })).total).toBe(301)
  await expectEqualToDirectory()
})

it('names every field that a hand has changed, the organisation too', async () => {
  const [user] = many(1)
  if (!user) throw new Error('no user')
  app.directoryServer.put(user)
  await reconcile()
  await byHand(
    user.userId,
    `email = 'x', first_name = 'x', last_name = 'x', role = 'x', phone_number = 'x', is_active = false,
     must_change_password = true, avatar = 'x', matricule = 'x', ministere = 'x', sexe = 'x', created_at = 'epoch',
     updated_at = 'epoch', deleted_at = 'epoch', tenant_id = gen_random_uuid()`,
  )
  const [difference] = await differencesOf(await reconcile('preview'))
  const expected = [...Object.keys(user.payload).filter((field) => field !== 'userId'), 'tenantId']
  expect(difference?.fields.map(({ field }) => field).sort()).toEqual(expected.sort())
})

it('tells missing, stale, ahead and orphaned apart, and mends each', async () => {
  const [lost, old, ahead, ...others] = many(300)
  if (!lost || !old || !ahead) throw new Error('no users')
  app.directoryServer.put(lost, old, ahead, ...others)
  await reconcile()
  await app.db.pool.query('DELETE FROM directory_user WHERE id = $1', [lost.userId])
  app.directoryServer.put(sampleUser(old.userId, 9))
  await byHand(ahead.userId, 'user_version = 7')
  const orphan = await app.arrive()
  const run = await reconcile()
  expect(run).toMatchObject({ missing: 1, stale: 1, ahead: 1, orphaned: 1, tampered: 0, repaired: 4 })
  const kinds = (await differencesOf(run)).map(({ userId, kind }) => [userId, kind])
  expect(Object.fromEntries(kinds)).toEqual({
    ...{ [lost.userId]: 'missing', [old.userId]: 'stale', [ahead.userId]: 'ahead', [orphan]: 'orphaned' },
  })
  await expectEqualToDirectory()
})

it('one person can be brought up to date alone, and removed when the directory does not know them', async () => {
  const [tampered, missing] = many(2)
  if (!tampered || !missing) throw new Error('no users')
  app.directoryServer.put(tampered, missing)
  await app.arrive({ firstName: 'Else' }, 1, tampered.userId)
  const orphan = await app.arrive({}, 3)
  const foreign = await app.arrive({ tenantId: randomUUID() })
  const api = app.as({ tenantId: sampleTenantId })
  expect(await api.sync.repairUser({ id: missing.userId, reason: 'a test' })).toEqual({
    outcome: 'repaired',
    version: 1,
  })
  expect(await api.sync.repairUser({ id: tampered.userId, reason: 'a test' })).toEqual({
    outcome: 'repaired',
    version: 1,
  })
  expect(await api.sync.repairUser({ id: tampered.userId, reason: 'a test' })).toEqual({
    outcome: 'already',
    version: 1,
  })
  expect(await api.sync.repairUser({ id: orphan, reason: 'a test' })).toEqual({ outcome: 'removed', version: null })
  expect(await api.sync.repairUser({ id: foreign, reason: 'a test' })).toEqual({ outcome: 'unknown', version: null })
  expect((await api.sync.versions({ ids: [missing.userId] })).items).toMatchObject([{ state: 'present', version: 1 }])
})
