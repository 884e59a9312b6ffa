import { createTestDatabase, type TestDatabase } from '@rollcall/testing/test-database'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { deriveSealKey } from './seal-hash.js'
import { addEntries, addPeople, sealAll, sealOrganisation, tamper, verify } from './test-support/seal-bench.js'

let db: TestDatabase
beforeEach(async () => {
  db = await createTestDatabase('auth')
  await db.pool.query(`INSERT INTO organisation (id, name) VALUES ($1, 'Clinic')`, [sealOrganisation])
  await addPeople(db.pool, 30)
  await addEntries(db.pool, 10)
  await sealAll(db.pool)
  await addEntries(db.pool, 5)
  await sealAll(db.pool)
})
afterEach(() => db.drop())

describe('seals', () => {
  it('cover every row once, and are found intact', async () => {
    const { figures, findings } = await verify(db.pool)
    expect(findings).toEqual([])
    expect(figures).toMatchObject({ blocks: 3, rows: 45 })
    expect(await sealAll(db.pool)).toBe(0)
  })

  it('seal thousands in blocks of at most 5,000 rows', async () => {
    await addPeople(db.pool, 12_000, 'many')
    expect(await sealAll(db.pool)).toBe(12_000)
    expect((await verify(db.pool)).figures).toMatchObject({ blocks: 6, findings: 0 })
  })

  it.each([
    [`UPDATE audit_entry SET reason = 'another' WHERE position = 7`, 'row changed', 'audit', '7'],
    [`UPDATE audit_entry SET personal = '{"address": "192.0.2.9"}' WHERE position = 12`, 'row changed', 'audit', '12'],
    [`UPDATE audit_entry SET at = at + interval '1 hour' WHERE position = 3`, 'row changed', 'audit', '3'],
    [`UPDATE user_event SET actor_id = 'nobody' WHERE position = 4`, 'row changed', 'events', '4'],
    [
      `UPDATE user_event SET payload = replace(payload::text, 'staff', 'admin')::json WHERE position = 9`,
      ...['row changed', 'events', '9'],
    ],
    [`DELETE FROM audit_entry WHERE position = 15`, 'row removed', 'audit', '15'],
    [`DELETE FROM user_event WHERE position = 1`, 'row removed', 'events', '1'],
  ])('name the row after: %s', async (sql, kind, log, position) => {
    await tamper(db.pool, sql)
    expect((await verify(db.pool)).findings).toEqual([{ kind, log, position, at: expect.any(String) }])
  })

  it('name a row that was put between sealed ones, whatever time it claims', async () => {
    await db.pool.query(`SELECT nextval('audit_entry_position_seq')`)
    await addEntries(db.pool, 1)
    await sealAll(db.pool)
    await sealAll(db.pool)
    for (const [position, at] of [
      [16, 'now'],
      [-1, 'tomorrow'],
    ]) {
      await tamper(
        db.pool,
        `INSERT INTO audit_entry (position, at, actor_kind, actor_id, action, correlation_id)
         VALUES ($1, $2, 'user', 'forged', 'hold.approved', 'x')`,
        [position, at],
      )
    }
    expect((await verify(db.pool)).findings).toMatchObject([
      { kind: 'row inserted', log: 'audit', position: '-1' },
      { kind: 'row inserted', log: 'audit', position: '16' },
    ])
  })

  it('name a removed block, and the rows that nothing covers any more', async () => {
    await tamper(db.pool, 'DELETE FROM seal_block WHERE id = 1')
    const { findings } = await verify(db.pool)
    expect(findings[0]).toEqual({ kind: 'block removed', block: '1', log: null, at: null })
    expect(findings.filter(({ kind }) => kind === 'row inserted')).toHaveLength(10)
  })

  it('name both of two blocks that were swapped, and the one behind them', async () => {
    await tamper(db.pool, 'UPDATE seal_block SET id = id + 100 WHERE id IN (1, 2)')
    await tamper(db.pool, 'UPDATE seal_block SET id = 103 - id WHERE id > 100')
    expect((await verify(db.pool)).findings).toMatchObject([
      { kind: 'block changed', block: '1' },
      { kind: 'block changed', block: '2' },
      { kind: 'chain broken', block: '3' },
    ])
  })

  it('can not be made again by whoever has only the database', async () => {
    const { kinds } = await verify(db.pool, undefined, deriveSealKey('another secret'))
    expect(kinds).toEqual(['block changed', 'block changed', 'block changed'])
  })

  it('miss a hash that was kept elsewhere when the end of the chain was cut off', async () => {
    const { figures } = await verify(db.pool)
    expect((await verify(db.pool, figures.newestHash)).kinds).toEqual([])
    await tamper(db.pool, 'DELETE FROM seal_block WHERE id = 3')
    await tamper(db.pool, 'DELETE FROM audit_entry WHERE position > 10')
    expect((await verify(db.pool, figures.newestHash)).kinds).toEqual(['hash not found'])
  })

  it.each([
    'UPDATE seal_block SET rows = 1',
    'DELETE FROM seal_block',
    'TRUNCATE seal_block',
    'DELETE FROM audit_entry',
  ])('refuse: %s', async (sql) => {
    await expect(db.pool.query(sql)).rejects.toThrow('append-only')
  })
})
