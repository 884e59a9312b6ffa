import { inTransaction, type Pool } from '@rollcall/service-kit/postgres'
import { deriveSealKey } from '../seal-hash.js'
import { sealLog } from '../seal-log.js'
import { sealedLogs } from '../sealed-logs.js'
import { type Finding, verifySeals } from '../verify-seals.js'

export const sealKey = deriveSealKey('auth-secret-'.padEnd(40, 'z'))
export const sealOrganisation = '0192f000-0000-7000-8000-00000000000a'
const never = new AbortController().signal

/** One pass over all logs; answers how many rows were sealed. */
export async function sealAll(pool: Pool): Promise<number> {
  let rows = 0
  for (const log of sealedLogs) rows += await sealLog(pool, sealKey, log, never)
  return rows
}

export async function verify(pool: Pool, contains?: string, key = sealKey) {
  const findings: Finding[] = []
  const figures = await inTransaction(pool, async (client) => {
    await client.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY')
    return verifySeals(client, key, (finding) => findings.push(finding), contains)
  })
  return { figures, findings, kinds: findings.map(({ kind }) => kind) }
}

/** As whoever owns the database: no trigger is in the way. */
export async function tamper(pool: Pool, sql: string, values: unknown[] = []): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('SET session_replication_role = replica')
    await client.query(sql, values)
    await client.query('SET session_replication_role = origin')
  } finally {
    client.release()
  }
}

export async function addPeople(pool: Pool, count: number, prefix = 'p'): Promise<void> {
  await pool.query(
    `INSERT INTO "user" (tenant_id, email, first_name, last_name, role)
     SELECT $1, $3 || n || '@example.org', 'Person', 'N' || n, 'staff' FROM generate_series(1, $2) n`,
    [sealOrganisation, count, prefix],
  )
}

export async function addEntries(pool: Pool, count: number): Promise<void> {
  await pool.query(
    `INSERT INTO audit_entry (tenant_id, actor_kind, actor_id, action, correlation_id, personal)
     SELECT $1, 'user', 'somebody', 'queue.paused', 'request-' || n, '{"address": "192.0.2.1"}'
     FROM generate_series(1, $2) n`,
    [sealOrganisation, count],
  )
}
