import { createTestDatabase, type TestDatabase } from '@rollcall/testing/test-database'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addEntries, sealAll, tamper, verify } from '../seals/test-support/seal-bench.js'
import { purgeLog } from './purge-log.js'

const organisation = '0192f000-0000-7000-8000-00000000000a'
let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase('auth')
  await db.pool.query(`INSERT INTO organisation (id, name) VALUES ($1, 'Clinic')`, [organisation])
  await db.pool.query(
    `INSERT INTO "user" (tenant_id, email, first_name, last_name, role)
     SELECT $1, n || '@example.org', 'Person', 'N' || n, 'staff' FROM generate_series(1, 6000) n`,
    [organisation],
  )
  for (const name of ['Second', 'Third']) await db.pool.query('UPDATE "user" SET first_name = $1', [name])
  await db.pool.query('DELETE FROM outbox')
  await age(3, 500)
  await sealAll(db.pool)
})
afterAll(() => db.drop())

const versions = async () => {
  const { rows } = await db.pool.query(
    'SELECT user_version AS version, count(*)::int AS count FROM user_event GROUP BY 1',
  )
  return Object.fromEntries(rows.map(({ version, count }) => [version, count]))
}
const age = (version: number, days: number) =>
  tamper(db.pool, `UPDATE user_event SET occurred_at = now() - $2 * interval '1 day' WHERE user_version <= $1`, [
    version,
    days,
  ])
const retention = (events: number, audit = 3650) => ({ events, audit })
const never = new AbortController().signal

describe('the log', () => {
  it('refuses every change and every removal that is no purge', async () => {
    for (const statement of [
      'DELETE FROM user_event',
      'UPDATE user_event SET changes = changes',
      'TRUNCATE user_event',
    ]) {
      await expect(db.pool.query(statement)).rejects.toThrow('the event log is append-only')
    }
  })

  it('keeps what is young, what is in the outbox, and everyone’s newest event', async () => {
    await db.pool.query(
      `INSERT INTO outbox (position, lane) SELECT position, 'bulk' FROM user_event WHERE user_version = 1 ORDER BY position LIMIT 10`,
    )
    expect(await purgeLog(db.pool, retention(600), never)).toMatchObject({ events: 0 })
    expect(await purgeLog(db.pool, retention(400), never)).toMatchObject({ events: 2 * 6000 - 10 })
    expect(await versions()).toEqual({ 1: 10, 3: 6000 })
    expect(await purgeLog(db.pool, retention(400), never)).toMatchObject({ events: 0 })
  })

  it('tells the seals which rows it removed, so that one more is found', async () => {
    await sealAll(db.pool)
    expect((await verify(db.pool)).findings).toEqual([])
    const { rows } = await db.pool.query(`SELECT details FROM audit_entry WHERE action = 'log.purged'`)
    expect(rows.flatMap(({ details }) => details.blocks).reduce((sum, block) => sum + block.rows, 0)).toBe(11_990)
    await tamper(db.pool, 'DELETE FROM user_event WHERE position = 12500')
    expect((await verify(db.pool)).findings).toMatchObject([{ kind: 'row removed', log: 'events', position: '12500' }])
    await tamper(db.pool, `UPDATE purged_row SET positions = positions + '{[12500,12501)}' WHERE block = 3`)
    expect((await verify(db.pool)).kinds).toEqual(['row changed'])
  })

  it('leaves blocks whole that hold one young row', async () => {
    await db.pool.query(`UPDATE "user" SET first_name = 'Fourth'`)
    await db.pool.query('DELETE FROM outbox')
    await sealAll(db.pool)
    expect(await purgeLog(db.pool, retention(400), never)).toMatchObject({ events: 5_999 + 10 })
    expect(await versions()).toEqual({ 4: 6000 })
  })

  it('removes old entries of the trail, and leaves a block without leaves that still holds', async () => {
    await tamper(db.pool, `DELETE FROM seal_block`)
    await tamper(db.pool, `TRUNCATE purged_row, seal_progress, seal_gap, audit_entry RESTART IDENTITY`)
    await addEntries(db.pool, 20)
    await tamper(db.pool, `UPDATE audit_entry SET at = now() - interval '20 days'`)
    await sealAll(db.pool)
    await addEntries(db.pool, 1)
    await sealAll(db.pool)
    expect(await purgeLog(db.pool, retention(400, 10), never)).toMatchObject({ entries: 20 })
    await sealAll(db.pool)
    expect((await verify(db.pool)).findings).toEqual([])
    const { rows } = await db.pool.query('SELECT leaves IS NULL AS bare FROM seal_block WHERE purged_at IS NOT NULL')
    expect(rows).toEqual([{ bare: true }])
  })

  it('is refused to whoever wants to remove what is young', async () => {
    await expect(db.pool.query('SELECT purge_sealed(1, now())')).rejects.toThrow('younger than a day')
  })

  it('forgets publications after a month', async () => {
    await db.pool.query(
      `INSERT INTO publication (positions, lane, published_at)
       SELECT '{[1,2)}', 'bulk', now() - n * interval '1 day' FROM generate_series(1, 60) n`,
    )
    expect(await purgeLog(db.pool, retention(400), never)).toMatchObject({ publications: 31 })
  })

  it('stops between two pages when its service closes', async () => {
    expect(await purgeLog(db.pool, retention(400), AbortSignal.abort())).toMatchObject({ events: 0, publications: 0 })
  })
})
