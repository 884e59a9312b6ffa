import pg from 'pg'
import { describeError } from './errors.js'
import type { Logger } from './logger.js'

export type Pool = pg.Pool
export type PoolClient = pg.PoolClient
/** Anything that runs a query: the pool, or one connection inside a transaction. */
export type Queryable = Pick<pg.Pool, 'query'>

const defaultQueryTimeoutMs = 60_000
/** What a transaction has locked when its line goes dead is locked for everybody else, for two hours unless PostgreSQL ends it. */
const defaultSettings = { idle_in_transaction_session_timeout: '15s' }

/**
 * Who a connection is to PostgreSQL, whatever its login: `rollcall_tenant` reaches the rows of one organisation,
 * `rollcall_system` those of all, as the road, sign-in and reconcile need. Neither owns anything.
 */
export type DatabaseRole = 'rollcall_tenant' | 'rollcall_system'

export interface PoolOptions {
  connectionString: string
  logger: Logger
  /** Without one, the login itself. */
  role?: DatabaseRole
  max?: number
  /** Session settings, such as `rollcall.actor`; sent when a connection opens. A transaction may idle for 15 s unless said. */
  settings?: Record<string, string>
  /** The longest that a statement may take, as seen from here. */
  queryTimeoutMs?: number
}

/**
 * A pool that outlives its server: a broken idle connection is logged and replaced, never thrown. A line that was cut
 * without a word accepts bytes for a quarter of an hour: a query that gets no answer in time gives its connection up.
 */
export function createPool(options: PoolOptions): Pool {
  const role: Record<string, string> = options.role ? { role: options.role } : {}
  const settings = Object.entries({ ...defaultSettings, ...options.settings, ...role }).map(
    ([name, value]) => `-c ${name}=${value}`,
  )
  const pool = new pg.Pool({
    connectionString: options.connectionString,
    max: options.max ?? 10,
    connectionTimeoutMillis: 5000,
    query_timeout: options.queryTimeoutMs ?? defaultQueryTimeoutMs,
    keepAlive: true,
    options: settings.join(' '),
  })
  pool.on('error', (error) => options.logger.warn({ err: describeError(error) }, 'a database connection broke'))
  // A connection can also break while it is checked out; without a listener that would end the process.
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

/** Runs `work` in one transaction; whatever it throws rolls back and is thrown on. */
export async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query('BEGIN')
    const result = await work(client)
    await client.query('COMMIT')
    return result
  } catch (error) {
    // A connection that owes an answer would owe this one too.
    if (isQueryTimeout(error)) broken = error
    else
      await client.query('ROLLBACK').catch((fault: Error) => {
        broken = fault
      })
    throw error
  } finally {
    client.release(broken)
  }
}

/** pg gives it no code. */
function isQueryTimeout(error: unknown): error is Error {
  return error instanceof Error && error.message === 'Query read timeout'
}

/** Readiness of a database: one round trip. */
export function postgresCheck(pool: Pool) {
  return {
    name: 'postgres',
    check: async () => {
      await pool.query('SELECT 1')
      return undefined
    },
  }
}
