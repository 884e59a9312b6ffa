import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { errorCode } from './stack-error.js'

/** Runs one statement on a connection of its own. */
export async function runSql<Row extends pg.QueryResultRow>(
  databaseUrl: string,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5_000 })
  // A server that is stopped while we are connected must not end this process.
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<Row>(sql, values)).rows
  } finally {
    await client.end()
  }
}

/** Creates the database that the URL names unless it exists; `adminUrl` is another database of the same server. */
export async function ensureDatabase(adminUrl: string, name: string): Promise<boolean> {
  const found = await runSql(adminUrl, 'SELECT 1 FROM pg_database WHERE datname = $1', [name])
  if (found.length > 0) return false
  await runSql(adminUrl, `CREATE DATABASE ${pg.escapeIdentifier(name)}`)
  return true
}

const startingUp = new Set(['57P03', '53300', 'ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT'])

/** Resolves once the server answers a query; rejects at once for anything that waiting does not mend. */
export async function waitForPostgres(
  databaseUrl: string,
  options: { timeoutMs: number; hasExited?: () => boolean },
): Promise<void> {
  const deadline = Date.now() + options.timeoutMs
  for (;;) {
    try {
      await runSql(databaseUrl, 'SELECT 1')
      return
    } catch (error) {
      const mayHeal = startingUp.has(errorCode(error) ?? '') || /terminated|timeout/i.test(String(error))
      if (!mayHeal || options.hasExited?.() || Date.now() > deadline) throw error
    }
    await sleep(30)
  }
}
