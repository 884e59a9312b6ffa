import { createTestDatabase, type TestDatabase } from '@rollcall/testing/test-database'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { approveHold } from './approve-hold.js'
import { rejectHold } from './reject-hold.js'
import { createOrganisation, isActive } from './test-support/services.js'

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase('auth')
})
afterAll(() => db.drop())

const setUp = async (people: number, brake = { count: 10, share: 0.2 }) => {
  const organisation = await createOrganisation(db.pool, brake)
  const ids = await organisation.add(people)
  await organisation.services.publish()
  return { ...organisation, ids }
}
const deactivate = (ids: string[]) =>
  db.pool.query('UPDATE "user" SET is_active = false WHERE id = ANY ($1::uuid[])', [ids])
const activate = (ids: string[]) =>
  db.pool.query('UPDATE "user" SET is_active = true, deleted_at = NULL WHERE id = ANY ($1::uuid[])', [ids])

describe('a mass removal', () => {
  it('is held once it is more than the count and more than the share', async () => {
    const { ids, services } = await setUp(50)
    await deactivate(ids.slice(0, 11))
    expect(await services.held()).toHaveLength(11)
    expect(await services.holds()).toMatchObject([{ causedBy: ['sql:rollcall'], activeBefore: 52 }])
    expect(await services.publish()).toBe(0)
  })

  it.each([
    ['no more than the count', 20, 10],
    ['no more than the share', 100, 20],
  ])('goes on when it is %s', async (_, people, removed) => {
    const { ids, services } = await setUp(people)
    await deactivate(ids.slice(0, removed))
    expect(await services.held()).toEqual([])
    expect(await services.publish()).toBe(removed)
  })

  it('by DELETE, row by row, is held as well', async () => {
    const { ids, services } = await setUp(30)
    await db.pool.query('DELETE FROM "user" WHERE id = ANY ($1::uuid[])', [ids])
    expect(await services.held()).toHaveLength(30)
    expect(await services.publish()).toBe(0)
  })

  it('in many small transactions is held from the limit on, with what has not left yet', async () => {
    const { ids, services } = await setUp(30, { count: 3, share: 0 })
    await deactivate(ids.slice(0, 1))
    expect(await services.publish()).toBe(1)
    for (const id of ids.slice(1, 6)) await deactivate([id])
    expect((await services.held()).sort()).toEqual(ids.slice(1, 6).sort())
    expect(await services.holds()).toHaveLength(1)
    expect(await services.publish()).toBe(0)
  })

  it('leaves no trace when its transaction is rolled back', async () => {
    const { ids, services } = await setUp(30)
    const client = await db.pool.connect()
    await client.query('BEGIN')
    await client.query('UPDATE "user" SET is_active = false WHERE id = ANY ($1::uuid[])', [ids])
    await client.query('ROLLBACK')
    client.release()
    expect(await services.held()).toEqual([])
    await deactivate(ids.slice(0, 1))
    expect(await services.publish()).toBe(1)
  })

  it('does not count those whose organisation is another', async () => {
    const here = await setUp(12)
    const there = await setUp(12)
    await deactivate([...here.ids.slice(0, 8), ...there.ids.slice(0, 8)])
    expect(await here.services.publish()).toBe(8)
    expect(await there.services.publish()).toBe(8)
  })

  it('names each actor who had a part in it', async () => {
    const { ids, services, admins } = await setUp(30)
    for (const [actor, part] of [
      [`user:${admins[0]}`, ids.slice(0, 5)],
      [`user:${admins[1]}`, ids.slice(5, 12)],
    ] as const) {
      const client = await db.pool.connect()
      await client.query('BEGIN')
      await client.query(`SELECT set_config('rollcall.actor', $1, true)`, [actor])
      await client.query('UPDATE "user" SET is_active = false WHERE id = ANY ($1::uuid[])', [part])
      await client.query('COMMIT')
      client.release()
    }
    const [hold] = await services.holds()
    expect([...(hold?.causedBy ?? [])].sort()).toEqual(admins.map((id) => `user:${id}`).sort())
  })
})

describe('while removals are held', () => {
  it('services go on believing what they believed, by events and by reconcile', async () => {
    const { ids, services } = await setUp(20)
    const before = await services.published()
    await deactivate(ids)
    await services.publish()
    expect(await services.published()).toEqual(before)
    expect(await services.expected()).toEqual(before)
  })

  it('reconcile finds nothing to change: the hashes are those of before', async () => {
    const { tenantId, ids } = await setUp(20)
    const hashes = async () =>
      (
        await db.pool.query('SELECT id, content_hash AS hash FROM published_user WHERE tenant_id = $1 ORDER BY id', [
          tenantId,
        ])
      ).rows
    const before = await hashes()
    // One by one, so that the first ones are held afterwards, as their events tell of them.
    for (const id of ids) await deactivate([id])
    expect(await hashes()).toEqual(before)
  })

  it('someone whose earlier events are purged is believed as before the removal', async () => {
    const { tenantId, ids, services } = await setUp(20)
    const before = await services.published()
    await deactivate(ids.slice(0, 5))
    const client = await db.pool.connect()
    await client.query('BEGIN')
    await client.query(`SELECT set_config('rollcall.purge', 'on', true)`)
    await client.query('DELETE FROM user_event WHERE tenant_id = $1 AND user_version = 1', [tenantId])
    await client.query('COMMIT')
    client.release()
    await deactivate(ids.slice(5, 15))
    expect(await services.held()).toHaveLength(15)
    expect(await services.published()).toEqual(before)
  })

  it('single edits of others go on, and edits of the held wait with them', async () => {
    const { ids, services, add } = await setUp(20)
    const [other = ''] = await add(1)
    await services.publish()
    await deactivate(ids)
    await db.pool.query(`UPDATE "user" SET last_name = 'Edited' WHERE id = ANY ($1::uuid[])`, [[other, ids[0]]])
    await services.publish()
    const believed = await services.expected()
    expect(believed.get(other)?.lastName).toBe('Edited')
    expect(believed.get(ids[0] ?? '')).toMatchObject({ version: 1, isActive: true })
    expect(await services.heldEvents()).toBe(21)
  })

  it('whoever is active again leaves the hold, and nothing of the removal ever travels', async () => {
    const { ids, services } = await setUp(20)
    await deactivate(ids)
    const [back = ''] = ids
    await activate([back])
    expect(await services.held()).not.toContain(back)
    expect(await services.heldEvents()).toBe(19)
    await services.publish()
    expect((await services.expected()).get(back)).toMatchObject({ version: 3, isActive: true })
    expect(await services.published()).toEqual(await services.expected())
  })
})

describe('a decision', () => {
  it('approved, lets everything go on in the bulk lane', async () => {
    const { ids, services, admins, author } = await setUp(20)
    await deactivate(ids)
    const [hold] = await services.holds()
    expect(await approveHold(db.pool, author(admins[0]), { id: hold?.id ?? '', reason: 'a test' })).toMatchObject({
      ...{ state: 'approved', people: 20 },
    })
    const { rows } = await db.pool.query(
      `SELECT DISTINCT lane, held FROM outbox JOIN user_event USING (position) WHERE user_id = ANY ($1::uuid[])`,
      [ids],
    )
    expect(rows).toEqual([{ lane: 'bulk', held: false }])
    expect(await services.publish()).toBe(20)
    expect(await services.expected()).toEqual(await services.directory())
  })

  it('rejected, gives everyone the former state back as a new version by the rejecter, and keeps other changes', async () => {
    const { ids, services, admins, author } = await setUp(20)
    await db.pool.query('DELETE FROM "user" WHERE id = ANY ($1::uuid[])', [ids])
    await db.pool.query(`UPDATE "user" SET last_name = 'Edited' WHERE id = $1`, [ids[0]])
    const [hold] = await services.holds()
    await rejectHold(db.pool, author(admins[1]), { id: hold?.id ?? '', reason: 'a test' })
    expect(await services.held()).toEqual([])
    expect(await services.heldEvents()).toBe(0)
    expect(await services.publish()).toBe(0)
    const directory = await services.directory()
    expect(await services.expected()).toEqual(directory)
    expect(ids.every((id) => isActive(directory.get(id)))).toBe(true)
    expect(directory.get(ids[0] ?? '')).toMatchObject({ version: 4, lastName: 'Edited' })
    const { rows } = await db.pool.query(
      'SELECT DISTINCT actor_id AS actor, event_type AS type FROM user_event WHERE user_id = ANY ($1::uuid[]) AND user_version > 2 AND event_type <> $2',
      [ids, 'user.updated'],
    )
    expect(rows).toEqual([{ actor: admins[1], type: 'user.restored' }])
    expect(await services.holds('rejected')).toMatchObject([{ people: 20 }])
  })

  it('settles what was counted: single removals go on after it', async () => {
    const { ids, services, admins, author, add } = await setUp(20)
    await deactivate(ids)
    const [hold] = await services.holds()
    await approveHold(db.pool, author(admins[0]), { id: hold?.id ?? '', reason: 'a test' })
    await services.publish()
    await deactivate(await add(3))
    expect(await services.held()).toEqual([])
  })
})

it('counts 4,000 deletions one by one in time that grows with their number, not its square', async () => {
  const seconds = async (people: number) => {
    const { ids } = await setUp(people)
    const start = performance.now()
    await db.pool.query('DELETE FROM "user" WHERE id = ANY ($1::uuid[])', [ids])
    return (performance.now() - start) / 1000
  }
  await seconds(200)
  const [few, many] = [await seconds(500), await seconds(4000)]
  // Eight times as many; squared it would be sixty-four times.
  expect(many / few).toBeLessThan(24)
}, 60_000)
