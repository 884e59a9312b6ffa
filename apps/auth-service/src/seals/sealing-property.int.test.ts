import { createTestDatabase, type TestDatabase } from '@rollcall/testing/test-database'
import fc from 'fast-check'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addEntries, sealAll, sealOrganisation, verify } from './test-support/seal-bench.js'

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase('auth')
  await db.pool.query(`INSERT INTO organisation (id, name) VALUES ($1, 'Clinic')`, [sealOrganisation])
})
afterAll(() => db.drop())

const writers = 4
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ act: fc.constant('write' as const), writer: fc.nat(writers - 1) }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('commit' as const), writer: fc.nat(writers - 1) }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('roll back' as const), writer: fc.nat(writers - 1) }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('seal' as const), writer: fc.constant(0) }) },
)

const openGaps = async () => (await db.pool.query('SELECT FROM seal_gap')).rowCount
const entries = async () => (await db.pool.query('SELECT FROM audit_entry')).rowCount ?? 0

describe('sealing under concurrent writers', () => {
  it('covers every row exactly once, however late it is committed, and waits for nobody', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
        const clients = await Promise.all(Array.from({ length: writers }, () => db.pool.connect()))
        const open = new Set<pg.PoolClient>()
        const end = async (client: pg.PoolClient, how: 'COMMIT' | 'ROLLBACK') => {
          if (open.delete(client)) await client.query(how)
        }
        try {
          for (const { act, writer } of steps) {
            const client = clients[writer]
            if (!client) continue
            if (act === 'seal') await sealAll(db.pool)
            if (act === 'commit') await end(client, 'COMMIT')
            if (act === 'roll back') await end(client, 'ROLLBACK')
            if (act === 'write') {
              if (!open.has(client)) await client.query('BEGIN')
              open.add(client)
              await client.query(
                `INSERT INTO audit_entry (actor_kind, actor_id, action, correlation_id) VALUES ('user', 'x', 'y', 'z')`,
              )
            }
          }
          for (const client of clients) await end(client, 'COMMIT')
        } finally {
          for (const client of clients) client.release()
        }
        await addEntries(db.pool, 1)
        await sealAll(db.pool)
        await sealAll(db.pool)
        const { figures, findings } = await verify(db.pool)
        expect(findings).toEqual([])
        expect(figures.rows).toBe(await entries())
        expect(await openGaps()).toBe(0)
      }),
      { numRuns: 40 },
    )
  }, 120_000)

  it('goes on sealing what is newer while one transaction stays open, and seals what that one leaves at last', async () => {
    const late = await db.pool.connect()
    await late.query('BEGIN')
    await late.query(
      `INSERT INTO audit_entry (actor_kind, actor_id, action, correlation_id) VALUES ('user', 'late', 'y', 'z')`,
    )
    await addEntries(db.pool, 3)
    expect(await sealAll(db.pool)).toBe(3)
    expect(await sealAll(db.pool)).toBe(0)
    expect(await openGaps()).toBe(1)
    await late.query('COMMIT')
    late.release()
    expect(await sealAll(db.pool)).toBe(1)
    expect(await openGaps()).toBe(0)
    expect((await verify(db.pool)).findings).toEqual([])
  })

  it('waits for whoever has taken a position and written nothing yet', async () => {
    const late = await db.pool.connect()
    await late.query('BEGIN')
    const { rows } = await late.query(`SELECT nextval('audit_entry_position_seq') AS position`)
    await addEntries(db.pool, 1)
    await sealAll(db.pool)
    await sealAll(db.pool)
    await late.query(
      `INSERT INTO audit_entry (position, actor_kind, actor_id, action, correlation_id) VALUES ($1, 'user', 'late', 'y', 'z')`,
      [rows[0]?.position],
    )
    await late.query('COMMIT')
    late.release()
    expect(await sealAll(db.pool)).toBe(1)
    expect((await verify(db.pool)).findings).toEqual([])
  })
})
