import { randomUUID } from 'node:crypto'
import { sampleTenantId, sampleUser } from '@rollcall/subscriber/test-support/sample-event'
import { createTestDatabase, type TestDatabase } from '@rollcall/testing/test-database'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClinicalStore } from './clinical-store.js'

let db: TestDatabase
let store: ReturnType<typeof createClinicalStore>
beforeAll(async () => {
  db = await createTestDatabase('user')
  store = createClinicalStore(db.pool)
})
afterAll(() => db.drop())

const nothingSeen = new Map<string, number>()
const byHand = (id: string, assignment: string) =>
  db.pool.query(`UPDATE directory_user SET ${assignment} WHERE id = $1`, [id])
async function rowOf(id: string) {
  const { rows } = await db.pool.query('SELECT * FROM directory_user WHERE id = $1', [id])
  return rows[0]
}

describe('a repair', () => {
  it.each([
    `role = 'staff'`,
    `first_name = 'Else'`,
    `avatar = 'https://a.test/1.png'`,
    'is_active = false',
    'deleted_at = now()',
    'tenant_id = gen_random_uuid()',
    `created_at = 'infinity'`,
  ])('writes over what %s changed by hand, though the version is right', async (assignment) => {
    const user = sampleUser(randomUUID(), 3)
    await store.apply([user])
    const before = await rowOf(user.userId)
    await byHand(user.userId, assignment)
    expect(await store.apply([user])).toEqual({ applied: [], superseded: 1 })
    expect(await store.repair([user], nothingSeen)).toEqual({ applied: [user.userId], superseded: 0 })
    expect({ ...(await rowOf(user.userId)), synced_at: before.synced_at }).toEqual(before)
  })

  it('changes nothing, not even the time of arrival, where nothing differs', async () => {
    const user = sampleUser(randomUUID(), 3)
    await store.apply([user])
    const before = await rowOf(user.userId)
    expect(await store.repair([user], nothingSeen)).toEqual({ applied: [], superseded: 1 })
    expect(await rowOf(user.userId)).toEqual(before)
  })

  it('brings who is missing and who is stale', async () => {
    const [missing, stale] = [sampleUser(randomUUID(), 2), sampleUser(randomUUID(), 5)]
    await store.apply([sampleUser(stale.userId, 4)])
    expect((await store.repair([missing, stale], nothingSeen)).applied.sort()).toEqual(
      [missing.userId, stale.userId].sort(),
    )
  })

  it('sets back who is ahead only in the version that was seen; a newer one that came meanwhile wins', async () => {
    const id = randomUUID()
    await store.apply([sampleUser(id, 9)])
    expect((await store.repair([sampleUser(id, 5)], nothingSeen)).applied).toEqual([])
    expect((await store.repair([sampleUser(id, 5)], new Map([[id, 8]]))).applied).toEqual([])
    expect((await store.repair([sampleUser(id, 5)], new Map([[randomUUID(), 9]]))).applied).toEqual([])
    expect((await store.repair([sampleUser(id, 5)], new Map([[id, 9]]))).applied).toEqual([id])
    expect(await rowOf(id)).toMatchObject({ user_version: 5 })
  })

  it('never deadlocks with deliveries that name the same users in the opposite order', async () => {
    const ids = Array.from({ length: 200 }, () => randomUUID())
    const rounds = Array.from({ length: 20 }, (_, index) => {
      const users = ids.map((id) => sampleUser(id, index + 1))
      return index % 2 === 0 ? store.apply(users) : store.repair(users.reverse(), nothingSeen)
    })
    await Promise.all(rounds)
    const { rows } = await db.pool.query('SELECT DISTINCT user_version FROM directory_user WHERE id = ANY($1)', [ids])
    expect(rows).toEqual([{ user_version: 20 }])
  })
})

describe('what is kept', () => {
  it('reads as the fields of the snapshot it came from', async () => {
    const user = sampleUser(randomUUID(), 2, {
      ...{ phoneNumber: '+263771234567', avatar: '', matricule: 'M-1', ministere: null, sexe: 'F' },
      ...{ deletedAt: '2026-02-28T23:59:59.999Z', isActive: false },
    })
    await store.apply([user])
    expect((await store.read([user.userId, randomUUID()])).get(user.userId)).toEqual({
      ...{ tenantId: sampleTenantId, version: 2, fullName: 'Rudo Sibanda' },
      fields: store.fieldsOf(user),
    })
    expect(Object.keys(store.fieldsOf(user)).sort()).toEqual(
      Object.keys(user.payload)
        .filter((field) => field !== 'userId')
        .sort(),
    )
  })

  it('shows what a hand has made of it, even a time that is none', async () => {
    const user = sampleUser(randomUUID(), 1)
    await store.apply([user])
    await byHand(user.userId, `role = 'staff', updated_at = 'infinity'`)
    expect((await store.read([user.userId])).get(user.userId)?.fields).toMatchObject({
      role: 'staff',
      updatedAt: 'Infinity',
    })
  })

  it('has a version with its times, tombstones too; who is unknown is left out', async () => {
    const [present, deleted] = [sampleUser(randomUUID(), 2), sampleUser(randomUUID(), 3)]
    deleted.payload.deletedAt = deleted.eventAt
    await store.apply([present, deleted])
    const versions = await store.versions([present.userId.toUpperCase(), deleted.userId, randomUUID()])
    expect(Object.fromEntries(versions)).toEqual({
      [present.userId]: expect.objectContaining({ version: 2, deleted: false, eventAt: present.eventAt }),
      [deleted.userId]: expect.objectContaining({ version: 3, deleted: true, tenantId: sampleTenantId }),
    })
  })
})

it('an orphan is removed only in the version that was looked at', async () => {
  const [orphan, moved] = [sampleUser(randomUUID(), 2), sampleUser(randomUUID(), 2)]
  await store.apply([orphan, moved])
  const seen = [
    { userId: orphan.userId, version: 2 },
    { userId: moved.userId, version: 1 },
  ]
  expect(await store.remove(seen)).toBe(1)
  expect(await rowOf(orphan.userId)).toBeUndefined()
  expect(await rowOf(moved.userId)).toBeDefined()
})
