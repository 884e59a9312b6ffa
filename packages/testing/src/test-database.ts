import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { runSql } from '@rollcall/stack/database'
import { postgresUrl } from '@rollcall/stack/postgres'
import pg from 'pg'
import { type DatabaseName, readTestServers, templateOf } from './test-servers.js'

export interface TestDatabase {
  url: string
  name: string
  pool: pg.Pool
  /** Ends `pool` and drops the database. Rejects when somebody else's connection is still open: that is a leak. */
  drop: () => Promise<void>
}

/** A migrated, empty database of one's own, cloned from the template: one for each test file. */
export async function createTestDatabase(name: DatabaseName): Promise<TestDatabase> {
  const server = readTestServers().postgres
  const adminUrl = postgresUrl({ ...server, database: 'postgres' })
  const database = `test_${name}_${randomBytes(6).toString('hex')}`
  await runSql(adminUrl, `CREATE DATABASE ${database} TEMPLATE ${templateOf(name)}`)
  const url = postgresUrl({ ...server, database })
  const pool = new pg.Pool({ connectionString: url, max: 10, application_name: 'test', allowExitOnIdle: true })
  // Tests that cut connections expect idle ones to break.
  pool.on('error', () => undefined)
  return {
    ...{ url, pool, name: database },
    drop: async () => {
      await pool.end()
      const leaked = await waitForConnectionsToClose(adminUrl, database)
      await runSql(adminUrl, `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`)
      if (leaked.length > 0)
        throw new Error(`${leaked.length} connections leaked in ${database}:\n${leaked.join('\n')}`)
    },
  }
}

// A closed connection's backend takes a moment to leave the list.
async function waitForConnectionsToClose(adminUrl: string, database: string): Promise<string[]> {
  const deadline = Date.now() + 2_000
  for (;;) {
    const open = await runSql<{ what: string }>(
      adminUrl,
      `SELECT format('%s: %s: %s', nullif(application_name, ''), state, left(query, 100)) AS what
         FROM pg_stat_activity WHERE datname = $1 AND backend_type = 'client backend'`,
      [database],
    )
    if (open.length === 0 || Date.now() > deadline) return open.map((row) => row.what)
    await sleep(50)
  }
}
