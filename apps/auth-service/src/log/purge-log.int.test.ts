import { createTestDatabase, type TestDatabase } from '@rollcall/testing/test-database'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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
})
afterAll(() => db.drop())

const versions = async () => {
  const { rows } = await db.pool.query(
    'SELECT user_version AS version, count(*)::int AS count FROM user_event GROUP BY 1',
  )
  return Object.fromEntries(rows.map(({ version, count }) => [version, count]))
}
/** The guard is off for a superuser who says so. */
const age = async (version: number, days: number) => {
  const client = await db.pool.connect()
  await client.query(`SET session_replication_role = replica`)
  await client.query(`UPDATE user_event SET occurred_at = now() - $2 * interval '1 day' WHERE user_version <= $1`, [
    version,
    days,
  ])
  await client.query(`SET session_replication_role = origin`)
  client.release()
}
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
    await age(3, 500)
    await db.pool.query(
      `INSERT INTO outbox (position, lane) SELECT position, 'bulk' FROM user_event WHERE user_version = 1 ORDER BY position LIMIT 10`,
    )
    expect(await purgeLog(db.pool, 600, never)).toMatchObject({ events: 0 })
    expect(await purgeLog(db.pool, 400, never)).toMatchObject({ events: 2 * 6000 - 10 })
    expect(await versions()).toEqual({ 1: 10, 3: 6000 })
    expect(await purgeLog(db.pool, 400, never)).toMatchObject({ events: 0 })
  })

  it('forgets publications after a month', async () => {
    await db.pool.query(
      `INSERT INTO publication (positions, lane, published_at)
       SELECT '{[1,2)}', 'bulk', now() - n * interval '1 day' FROM generate_series(1, 60) n`,
    )
    expect(await purgeLog(db.pool, 400, never)).toMatchObject({ publications: 31 })
  })

  it('stops between two pages when its service closes', async () => {
    expect(await purgeLog(db.pool, 400, AbortSignal.abort())).toMatchObject({ events: 0, publications: 0 })
  })
})
