import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from './test-database.js'

const opened: TestDatabase[] = []
const open = async (name: 'auth' | 'user' | 'chat') => {
  const database = await createTestDatabase(name)
  opened.push(database)
  return database
}

afterAll(async () => {
  for (const database of opened) await database.drop().catch(() => undefined)
})

test('each database starts migrated and apart from the others', async () => {
  const [first, second] = await Promise.all([open('user'), open('user')])
  await first.pool.query('CREATE TABLE only_here (id int)')
  const tables = await second.pool.query(
    "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'",
  )
  const names = tables.rows.map((row) => row.table_name)
  expect(names).toContain('directory_user')
  expect(names).not.toContain('only_here')
})

test('a connection left open fails the drop, and the database is gone all the same', async () => {
  const database = await createTestDatabase('chat')
  const leak = new pg.Client({ connectionString: database.url, application_name: 'the leak' })
  leak.on('error', () => undefined)
  await leak.connect()
  await expect(database.drop()).rejects.toThrow(/1 connections leaked.*\n.*the leak/)
  await leak.end().catch(() => undefined)
})
