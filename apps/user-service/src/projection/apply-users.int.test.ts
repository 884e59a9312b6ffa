import { randomUUID } from 'node:crypto'
import { isTransientFault } from '@rollcall/service-kit/transient-fault'
import { sampleUser } from '@rollcall/subscriber/test-support/sample-event'
import { createTestDatabase, type TestDatabase } from '@rollcall/testing/test-database'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { applyUsers } from './apply-users.js'

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase('user')
})
afterAll(() => db.drop())

async function keptOf(id: string) {
  const { rows } = await db.pool.query('SELECT user_version, last_name, deleted_at FROM directory_user WHERE id = $1', [
    id,
  ])
  return rows[0]
}
const named = (id: string, version: number) => sampleUser(id, version, { lastName: `v${version}` })

describe('applyUsers', () => {
  it('ends at v3 when events come as v3, v1, v2, v3', async () => {
    const id = randomUUID()
    const results = []
    for (const version of [3, 1, 2, 3]) results.push(await applyUsers(db.pool, [named(id, version)]))
    expect(results.map(({ applied, superseded }) => [applied.length, superseded])).toEqual([
      [1, 0],
      [0, 1],
      [0, 1],
      [0, 1],
    ])
    expect(await keptOf(id)).toMatchObject({ user_version: 3, last_name: 'v3' })
  })

  it('ends at the newest version for every order and every way of cutting it into batches', async () => {
    const deliveries = fc.array(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 }), {
      minLength: 1,
      maxLength: 5,
    })
    await fc.assert(
      fc.asyncProperty(deliveries, async (batches) => {
        const id = randomUUID()
        for (const versions of batches)
          await applyUsers(
            db.pool,
            versions.map((version) => named(id, version)),
          )
        const newest = Math.max(...batches.flat())
        expect(await keptOf(id)).toMatchObject({ user_version: newest, last_name: `v${newest}` })
      }),
      { numRuns: 60 },
    )
  })

  it('keeps a tombstone, so that a late update does not bring a deleted user back', async () => {
    const id = randomUUID()
    await applyUsers(db.pool, [sampleUser(id, 1)])
    await applyUsers(db.pool, [sampleUser(id, 3, { deletedAt: new Date().toISOString() })])
    await applyUsers(db.pool, [sampleUser(id, 2)])
    expect(await keptOf(id)).toMatchObject({ user_version: 3, deleted_at: expect.any(Date) })
  })

  it('changes nothing when a batch is doubled', async () => {
    const batch = Array.from({ length: 500 }, () => sampleUser(randomUUID(), 1))
    const first = await applyUsers(db.pool, batch)
    expect(first.applied.toSorted()).toEqual(batch.map(({ userId }) => userId).toSorted())
    const before = (await db.pool.query('SELECT max(synced_at) AS at FROM directory_user')).rows[0]
    expect(await applyUsers(db.pool, [...batch, ...batch])).toEqual({ applied: [], superseded: 1000 })
    expect((await db.pool.query('SELECT max(synced_at) AS at FROM directory_user')).rows[0]).toEqual(before)
  })

  it('never deadlocks when batches name the same users in opposite orders', async () => {
    const ids = Array.from({ length: 200 }, () => randomUUID())
    const rounds = Array.from({ length: 24 }, (_, index) => {
      const users = ids.map((id) => sampleUser(id, index + 1))
      return index % 2 === 0 ? users : users.reverse()
    })
    await Promise.all(rounds.map((users) => applyUsers(db.pool, users)))
    const { rows } = await db.pool.query('SELECT DISTINCT user_version FROM directory_user WHERE id = ANY($1)', [ids])
    expect(rows).toEqual([{ user_version: 24 }])
  })

  it('keeps empty and very long text as it is', async () => {
    const id = randomUUID()
    await applyUsers(db.pool, [sampleUser(id, 1, { firstName: '', lastName: 'é'.repeat(10_000) })])
    expect((await keptOf(id)).last_name).toHaveLength(10_000)
  })

  it.each([
    ['text with NUL', { lastName: 'a\0b' }, 1],
    ['a version above what an integer holds', {}, 3_000_000_000],
  ])('blames the event, not the store, for %s', async (_, changed, version) => {
    const fault = await applyUsers(db.pool, [sampleUser(randomUUID(), version, changed)]).catch(
      (error: unknown) => error,
    )
    expect(fault).toBeInstanceOf(Error)
    expect(isTransientFault(fault)).toBe(false)
  })
})
