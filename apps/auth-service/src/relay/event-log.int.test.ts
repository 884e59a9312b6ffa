import { createTestDatabase, type TestDatabase } from '@rollcall/testing/test-database'
import { afterAll, beforeAll, expect, it } from 'vitest'

const tenantId = '0192f000-0000-7000-8000-000000000001'
let db: TestDatabase

beforeAll(async () => {
  db = await createTestDatabase('auth')
  await db.pool.query('INSERT INTO organisation (id, name) VALUES ($1, $2)', [tenantId, 'Test'])
  await db.pool.query(
    `INSERT INTO "user" (tenant_id, email, first_name, last_name, role)
     SELECT $1, 'u' || i || '@rollcall.test', 'First', 'Last', 'staff' FROM generate_series(1, 5000) i`,
    [tenantId],
  )
})
afterAll(() => db.drop())

const events = async () => (await db.pool.query<{ n: number }>('SELECT count(*)::int AS n FROM user_event')).rows[0]?.n

it('the event log refuses every change, and says what to do', async () => {
  for (const change of [
    `UPDATE user_event SET source = 'x'`,
    'DELETE FROM user_event WHERE position < 100',
    'TRUNCATE user_event',
  ]) {
    const fault = await db.pool.query(change).catch((error: unknown) => error)
    expect(fault).toMatchObject({
      message: 'the event log is append-only',
      hint: expect.stringContaining('EVENT_LOG_RETENTION_DAYS'),
    })
  }
  expect(await events()).toBe(5000)
})

it('whoever purges says so in the transaction, and nobody after it may', async () => {
  const client = await db.pool.connect()
  const purge = (reason: string) =>
    client
      .query(`SELECT set_config('rollcall.purge', $1, true)`, [reason])
      .then(() => client.query('DELETE FROM user_event WHERE position IN (SELECT position FROM user_event LIMIT 10)'))
  try {
    await client.query('BEGIN')
    expect((await purge('on')).rowCount).toBe(10)
    await expect(client.query(`UPDATE user_event SET source = 'x'`)).rejects.toThrow('append-only')
    await client.query('ROLLBACK')
    await client.query('BEGIN')
    await purge('on')
    await client.query('COMMIT')
    await expect(client.query('DELETE FROM user_event')).rejects.toThrow('append-only')
    await expect(purge('true')).rejects.toThrow('append-only')
  } finally {
    client.release()
  }
  expect(await events()).toBe(4990)
})

it('an event and a moment are found without reading the log', async () => {
  await db.pool.query('VACUUM ANALYZE user_event')
  const { rows } = await db.pool.query<{ event_id: string; position: string }>(
    'SELECT event_id, position FROM user_event ORDER BY position DESC LIMIT 1',
  )
  const [newest] = rows
  const client = await db.pool.connect()
  try {
    await client.query('SET enable_seqscan = off')
    for (const [where, value, index] of [
      ['event_id = $1', newest?.event_id, /user_event_event_id_key/],
      ['occurred_at < $1::timestamptz', '2020-01-01', /user_event_(occurred|tenant)_at_idx/],
    ] as const) {
      const plan = await client.query<{ 'QUERY PLAN': string }>(
        `EXPLAIN SELECT position FROM user_event WHERE ${where}`,
        [value],
      )
      expect(plan.rows.map((row) => row['QUERY PLAN']).join('\n')).toMatch(index)
    }
    const found = await client.query('SELECT position FROM user_event WHERE event_id = $1', [newest?.event_id])
    expect(found.rows).toEqual([{ position: newest?.position }])
  } finally {
    client.release(true)
  }
})

it('words are made plain the same way with and without accents, in every script', async () => {
  const ascii = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join('')
  const texts = ['', ascii, 'Étienne Bâ', 'İSTANBUL ß Œuvre', 'ΑΘΗΝΑ Ωmega', '李 Ming', 'Ñandú O’Brien', '😀 Ada']
  const { rows } = await db.pool.query<{ text: string; is: string; expected: string }>(
    'SELECT text, search_form(text) AS is, lower(unaccent(text)) AS expected FROM unnest($1::text[]) AS text',
    [texts],
  )
  expect(rows).toHaveLength(texts.length)
  for (const row of rows) expect(row.is).toBe(row.expected)
})
