import { setTimeout as sleep } from 'node:timers/promises'
import { createTestDatabase, type TestDatabase } from '@rollcall/testing/test-database'
import type { PoolClient } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { approveHold } from './approve-hold.js'
import { closeEmptyHolds } from './close-empty-holds.js'
import { rejectHold } from './reject-hold.js'
import { createOrganisation } from './test-support/services.js'

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase('auth')
})
afterAll(() => db.drop())

const setUp = async (people: number) => {
  const organisation = await createOrganisation(db.pool, { count: 3, share: 0.2 })
  const ids = await organisation.add(people)
  await organisation.services.publish()
  return { ...organisation, ids }
}
const deactivate = 'UPDATE "user" SET is_active = false WHERE id = ANY ($1::uuid[])'
/** A transaction of one's own, open until `end`. */
const begin = async () => {
  const client: PoolClient = await db.pool.connect()
  await client.query('BEGIN')
  return {
    query: (text: string, values: unknown[]) => client.query(text, values),
    end: async (word: 'COMMIT' | 'ROLLBACK') => {
      await client.query(word)
      client.release()
    },
  }
}
const isPending = (promise: Promise<unknown>) => Promise.race([promise.then(() => false), sleep(150).then(() => true)])

it('of two decisions at the same moment one counts, and the other is told who decided when', async () => {
  const { ids, services, admins, author } = await setUp(10)
  await db.pool.query(deactivate, [ids])
  const [hold] = await services.holds()
  const results = await Promise.allSettled([
    approveHold(db.pool, author(admins[0]), { id: hold?.id ?? '', reason: 'a test' }),
    rejectHold(db.pool, author(admins[1]), { id: hold?.id ?? '', reason: 'a test' }),
  ])
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(results.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { code: 'CONFLICT', message: expect.stringMatching(/^Person N[12] (approved|rejected) this at \d{4}-/) },
  })
  await services.publish()
  expect(await services.expected()).toEqual(await services.directory())
})

it('what was approved while another hold opens is not held again', async () => {
  const { ids, services, admins, author } = await setUp(10)
  await db.pool.query(deactivate, [ids])
  const [hold] = await services.holds()
  // The other hold has read since when its window counts, and looks for what is pending once the decision is made.
  const since = new Date(Date.now() - 60_000)
  await approveHold(db.pool, author(admins[0]), { id: hold?.id ?? '', reason: 'a test' })
  const { rows } = await db.pool.query<{ id: string; tenant: string }>(
    `INSERT INTO hold (tenant_id, opened_at, last_at, caused_by, active_before, delay_minutes)
     SELECT tenant_id, now(), now(), caused_by, active_before, delay_minutes FROM hold WHERE id = $1
     RETURNING id, tenant_id AS tenant`,
    [hold?.id],
  )
  await db.pool.query('SELECT brake_hold_pending($1, $2, $3)', [rows[0]?.id, rows[0]?.tenant, since])
  expect([await services.held(), await services.heldEvents()]).toEqual([[], 0])
  await services.publish()
  expect(await services.published()).toEqual(await services.directory())
})

it('an edit of a held user that is under way is waited for, and decided with the rest', async () => {
  const { ids, services, admins, author } = await setUp(10)
  await db.pool.query(deactivate, [ids])
  const edit = await begin()
  await edit.query(`UPDATE "user" SET last_name = 'Late' WHERE id = $1`, [ids[0]])
  const [hold] = await services.holds()
  const decision = approveHold(db.pool, author(admins[0]), { id: hold?.id ?? '', reason: 'a test' })
  expect(await isPending(decision)).toBe(true)
  await edit.end('COMMIT')
  await decision
  expect(await services.heldEvents()).toBe(0)
  await services.publish()
  expect(await services.expected()).toEqual(await services.directory())
})

it('a removal waits neither for a decision under way nor joins it', async () => {
  const { ids, services, admins, author } = await setUp(20)
  await db.pool.query(deactivate, [ids.slice(0, 8)])
  const edit = await begin()
  await edit.query(`UPDATE "user" SET last_name = 'Late' WHERE id = $1`, [ids[0]])
  const [hold] = await services.holds()
  const decision = approveHold(db.pool, author(admins[0]), { id: hold?.id ?? '', reason: 'a test' })
  expect(await isPending(decision)).toBe(true)
  await db.pool.query(deactivate, [ids.slice(8, 12)])
  await edit.end('COMMIT')
  expect(await decision).toMatchObject({ people: 8 })
  expect((await services.held()).sort()).toEqual(ids.slice(8, 12).sort())
})

it('a user somebody edits at that moment is left out when earlier removals are taken back from the outbox', async () => {
  const { ids, services } = await setUp(10)
  await db.pool.query(deactivate, [ids.slice(0, 2)])
  const edit = await begin()
  await edit.query(`UPDATE "user" SET last_name = 'Late' WHERE id = $1`, [ids[0]])
  await db.pool.query(deactivate, [ids.slice(2, 5)])
  await edit.end('COMMIT')
  expect((await services.held()).sort()).toEqual(ids.slice(1, 5).sort())
  await services.publish()
  expect(await services.expected()).toEqual(await services.published())
})

it('what the relay has in hand is left to it', async () => {
  const { ids, services } = await setUp(10)
  await db.pool.query(deactivate, [ids.slice(0, 2)])
  const relay = await begin()
  await relay.query(
    `SELECT FROM outbox WHERE position IN (SELECT position FROM user_event WHERE user_id = $1) FOR UPDATE`,
    [ids[0]],
  )
  await db.pool.query(deactivate, [ids.slice(2, 5)])
  await relay.end('COMMIT')
  expect((await services.held()).sort()).toEqual(ids.slice(1, 5).sort())
})

it('a hold that somebody joins at that moment is not closed as empty', async () => {
  const { ids, services, tenantId } = await setUp(20)
  await db.pool.query(deactivate, [ids.slice(0, 8)])
  await db.pool.query('UPDATE "user" SET is_active = true WHERE id = ANY ($1::uuid[])', [ids.slice(0, 8)])
  const join = await begin()
  await join.query(deactivate, [ids.slice(8, 10)])
  await closeEmptyHolds(db.pool, tenantId)
  await join.end('COMMIT')
  await closeEmptyHolds(db.pool, tenantId)
  expect(await services.holds()).toHaveLength(1)
  await db.pool.query('UPDATE "user" SET is_active = true WHERE id = ANY ($1::uuid[])', [ids.slice(8, 10)])
  await closeEmptyHolds(db.pool, tenantId)
  expect(await services.holds()).toEqual([])
})

it('under writers, a relay and two administrators at once, nothing is lost and nothing leaves early', async () => {
  const { ids, services, admins, author } = await setUp(30)
  const [leastEnd, latestEnd] = [Date.now() + 4000, Date.now() + 20_000]
  const random = (n: number) => Math.floor(Math.random() * n)
  const statements = [
    ...[
      'is_active = false',
      'is_active = true',
      'deleted_at = now()',
      'deleted_at = NULL',
      `last_name = last_name || 'x'`,
    ],
  ]
  const decided = { approved: 0, rejected: 0 }
  // However slow the machine is: until there was a decision of either kind.
  const goesOn = () => Date.now() < (decided.approved > 0 && decided.rejected > 0 ? leastEnd : latestEnd)
  const writer = async () => {
    while (goesOn()) {
      const start = random(ids.length)
      const who = ids.slice(start, start + 1 + random(6))
      await db.pool
        .query(`UPDATE "user" SET ${statements[random(statements.length)]} WHERE id = ANY ($1::uuid[])`, [who])
        .catch(ignoreDeadlock)
    }
  }
  const administrator = async (id: string) => {
    while (goesOn()) {
      await sleep(20 + random(60))
      const [hold] = await services.holds()
      const decide = random(2) ? approveHold : rejectHold
      if (hold)
        await decide(db.pool, author(id), { id: hold.id, reason: 'a test' }).then(
          ({ state }) => state !== 'waiting' && decided[state]++,
          ignoreRefusal,
        )
    }
  }
  const relay = async () => {
    while (goesOn()) {
      await services.publish()
      const held = await services.heldVersions()
      for (const [id, version] of held) expect(services.versionOf(id)).toBeLessThanOrEqual(version)
    }
  }
  await Promise.all([writer(), writer(), writer(), relay(), ...admins.map(administrator)])
  for (const { id } of await services.holds()) await rejectHold(db.pool, author(admins[0]), { id, reason: 'a test' })
  await services.publish()
  expect(await services.expected()).toEqual(await services.directory())
  expect(await services.published()).toEqual(await services.directory())
  expect([await services.held(), await services.heldEvents()]).toEqual([[], 0])
  expect(decided.approved).toBeGreaterThan(0)
  expect(decided.rejected).toBeGreaterThan(0)
}, 40_000)

// Writers of several rows may meet in opposite order, as they may without the brake.
const ignoreDeadlock = (error: unknown) => {
  if (!(error instanceof Error && 'code' in error && error.code === '40P01')) throw error
}
const ignoreRefusal = (error: unknown) => {
  const code = error instanceof Error && 'code' in error ? error.code : ''
  if (code !== 'CONFLICT' && code !== 'UNAVAILABLE') throw error
}
