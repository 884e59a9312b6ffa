import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { Oracle } from '../oracle/oracle.js'
import { tenantId, type World } from '../world/world.js'

export interface WrittenUser {
  id: string
  version: number
}

const nameOf = () => `w-${randomUUID()}`

/**
 * Writes the directory as a person in psql does, past every proxy. What the database has committed is acknowledged.
 */
export function createSqlWriter(world: World, oracle: Oracle) {
  const acknowledge = (rows: WrittenUser[]): WrittenUser[] => {
    for (const { id, version } of rows) oracle.acknowledge(id, version)
    return rows
  }
  const run = async (text: string, values: unknown[]): Promise<WrittenUser[]> =>
    acknowledge((await world.pools.auth.query<WrittenUser>(`${text} RETURNING id, version`, values)).rows)

  return {
    acknowledge,
    /** New doctors in one statement; more than 50 at once travel in the bulk lane. */
    insert: (count: number, lastName = 'Inserted'): Promise<WrittenUser[]> =>
      run(
        `INSERT INTO "user" (tenant_id, email, first_name, last_name, role)
         SELECT $1, $2 || '-' || n || '@rollcall.test', 'Number ' || n, $3, 'doctor'
         FROM generate_series(1, $4::int) AS n`,
        [tenantId, nameOf(), lastName, count],
      ),
    /** The same, each in a statement of its own and so in the interactive lane. */
    insertOne: async (lastName = 'Inserted', firstName = 'One'): Promise<WrittenUser> => {
      const rows = await run(
        `INSERT INTO "user" (tenant_id, email, first_name, last_name, role)
         VALUES ($1, $2 || '@rollcall.test', $3, $4, 'doctor')`,
        [tenantId, nameOf(), firstName, lastName],
      )
      return only(rows)
    },
    rename: async (id: string, lastName: string): Promise<WrittenUser> =>
      only(await run('UPDATE "user" SET last_name = $2 WHERE id = $1', [id, lastName])),
    /** Changes every user of this list in one statement. */
    renameAll: (ids: string[], lastName: string): Promise<WrittenUser[]> =>
      run('UPDATE "user" SET last_name = $2 WHERE id = ANY($1::uuid[])', [ids, lastName]),
    remove: async (id: string): Promise<WrittenUser> =>
      only(await run('UPDATE "user" SET deleted_at = now() WHERE id = $1', [id])),
    /** Runs several statements as one transaction; what it answers is acknowledged after the commit. */
    transaction: async (work: (client: pg.PoolClient) => Promise<WrittenUser[]>): Promise<WrittenUser[]> => {
      const client = await world.pools.auth.connect()
      try {
        await client.query('BEGIN')
        const rows = await work(client)
        await client.query('COMMIT')
        return acknowledge(rows)
      } catch (error) {
        await client.query('ROLLBACK').catch(() => undefined)
        throw error
      } finally {
        client.release()
      }
    },
  }
}
export type SqlWriter = ReturnType<typeof createSqlWriter>

function only(rows: WrittenUser[]): WrittenUser {
  const [row] = rows
  if (!row || rows.length > 1) throw new Error(`one user was to be written, and ${rows.length} were`)
  return row
}
