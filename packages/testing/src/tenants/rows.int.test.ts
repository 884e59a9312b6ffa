import { createLogger } from '@rollcall/service-kit/logger'
import { createPool, type Pool } from '@rollcall/service-kit/postgres'
import { createTenantPool } from '@rollcall/service-kit/tenant-pool'
import { inTenant } from '@rollcall/service-kit/tenant-scope'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../test-database.js'
import { type DatabaseName, databaseNames } from '../test-servers.js'
import { clinic, elsewhere, fillDatabase, someUser } from './fill-databases.js'

const logger = createLogger({ service: 'test', level: 'silent' })

/** A table that people may read, and the SQL for the organisation of its row `r`. */
interface ReadableTable {
  name: string
  owner: string
}
const ownerOf: Record<string, string> = {
  organisation: 'r.id',
  outbox: '(SELECT e.tenant_id FROM user_event e WHERE e.position = r.position)',
  held_event: '(SELECT e.tenant_id FROM user_event e WHERE e.position = r.position)',
  conversation_participant: '(SELECT c.tenant_id FROM conversation c WHERE c.id = r.conversation_id)',
}

async function openDatabase(name: DatabaseName) {
  const db = await createTestDatabase(name)
  const people = createTenantPool({ connectionString: db.url, logger, max: 2 })
  const system = createPool({ connectionString: db.url, logger, max: 2, role: 'rollcall_system' })
  await fillDatabase(name, db.pool)
  const { rows } = await db.pool.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
       AND relname <> 'publication' AND has_table_privilege('rollcall_tenant', oid, 'SELECT') ORDER BY 1`,
  )
  const tables = rows.map(({ name: table }): ReadableTable => ({ name: table, owner: ownerOf[table] ?? 'r.tenant_id' }))
  const close = async () => {
    await Promise.all([people.end(), system.end()])
    await db.drop()
  }
  return { db, people, system, tables, close }
}

/** How many rows of each organisation there are, as a pool sees it. */
async function countRows(pool: Pick<TestDatabase['pool'], 'query'>, { name, owner }: ReadableTable) {
  const { rows } = await pool.query<{ tenant: string; rows: number }>(
    `SELECT ${owner} AS tenant, count(*)::int AS rows FROM ${pg.escapeIdentifier(name)} r
     WHERE ${owner} IS NOT NULL GROUP BY 1 ORDER BY 1`,
  )
  return new Map(rows.map(({ tenant, rows: count }) => [tenant, count]))
}

describe.each(databaseNames)('the rows of the %s database', (name) => {
  let opened: Awaited<ReturnType<typeof openDatabase>>
  beforeAll(async () => {
    opened = await openDatabase(name)
  })
  afterAll(() => opened.close())

  it('are seen by the people of their organisation, and by no other', async () => {
    const { db, people, tables } = opened
    for (const table of tables) {
      const all = await countRows(db.pool, table)
      expect([...all.keys()], `${table.name} holds rows of both`).toEqual([clinic, elsewhere])
      for (const tenantId of [clinic, elsewhere]) {
        const seen = await inTenant(tenantId, () => countRows(people, table))
        expect([...seen], table.name).toEqual([[tenantId, all.get(tenantId)]])
      }
    }
  })

  it('are all seen by the road', async () => {
    const { db, system, tables } = opened
    for (const table of tables) expect(await countRows(system, table)).toEqual(await countRows(db.pool, table))
  })

  it('are seen by nobody whose organisation isn’t told', async () => {
    const { db, tables } = opened
    const untold = createPool({ connectionString: db.url, logger, max: 1, role: 'rollcall_tenant' })
    for (const table of tables) expect(await countRows(untold, table), table.name).toEqual(new Map())
    await untold.end()
  })
})

describe('a person’s connection', () => {
  let opened: Awaited<ReturnType<typeof openDatabase>>
  let asClinic: (sql: string, values?: unknown[]) => Promise<pg.QueryResult>
  beforeAll(async () => {
    opened = await openDatabase('auth')
    asClinic = (sql, values) => inTenant(clinic, () => opened.people.query(sql, values))
  })
  afterAll(() => opened.close())

  it('writes no row of another organisation, and moves none there', async () => {
    const values = [elsewhere, 'new@example.org']
    const added = asClinic(
      `INSERT INTO "user" (tenant_id, email, first_name, last_name, role) VALUES ($1, $2, 'A', 'B', 'staff')`,
      values,
    )
    await expect(added).rejects.toThrow('row-level security')
    await expect(
      asClinic(
        `INSERT INTO audit_entry (tenant_id, actor_kind, actor_id, action, correlation_id)
         VALUES ($1, 'user', 'x', 'user.erased', 'x')`,
        [elsewhere],
      ),
    ).rejects.toThrow('row-level security')
    const theirs = await someUser(opened.db.pool, elsewhere)
    expect((await asClinic(`UPDATE "user" SET last_name = 'Taken' WHERE id = $1`, [theirs])).rowCount).toBe(0)
    expect((await asClinic(`UPDATE organisation SET name = 'Taken' WHERE id = $1`, [elsewhere])).rowCount).toBe(0)
    expect((await asClinic(`UPDATE hold SET state = 'rejected' WHERE tenant_id = $1`, [elsewhere])).rowCount).toBe(0)
    await expect(asClinic('UPDATE organisation SET id = $1', [elsewhere])).rejects.toThrow('permission denied')
  })

  it.each(['session', 'account', 'verification', 'jwks', 'queue_pause', 'removal_count', 'published_user'])(
    'does not reach %s',
    async (table) => {
      await expect(asClinic(`SELECT FROM ${table}`)).rejects.toThrow('permission denied')
    },
  )

  it('writes people, whose events still come about', async () => {
    const own = await someUser(opened.db.pool, clinic)
    await asClinic(`UPDATE "user" SET last_name = 'Renamed' WHERE id = $1`, [own])
    const { rows } = await opened.db.pool.query(
      `SELECT e.actor_kind AS kind, e.actor_id AS id, o.lane FROM user_event e JOIN outbox o USING (position)
       WHERE user_id = $1 ORDER BY e.position DESC LIMIT 1`,
      [own],
    )
    expect(rows).toEqual([{ kind: 'sql', id: 'rollcall', lane: 'interactive' }])
  })

  it.each([
    `INSERT INTO outbox (position, lane) VALUES (1, 'bulk')`,
    'DELETE FROM outbox',
    `UPDATE outbox SET held = false`,
    'DELETE FROM held_user',
    `INSERT INTO user_event SELECT * FROM user_event`,
    'SELECT brake_let_go(ARRAY[gen_random_uuid()])',
    `SELECT purge_sealed(1, now() - interval '400 days')`,
    'SELECT erase_user(gen_random_uuid(), gen_random_uuid())',
    'CREATE TABLE mine (id int)',
    'ALTER TABLE "user" DISABLE ROW LEVEL SECURITY',
    'DELETE FROM "user"',
  ])('may not: %s', async (sql) => {
    await expect(asClinic(sql)).rejects.toThrow(/permission denied|must be owner/)
  })

  it.each(['UPDATE %s SET actor_id = $$x$$', 'DELETE FROM %s', 'TRUNCATE %s'])(
    'changes no log, and neither does the road: %s',
    async (sql) => {
      for (const log of ['user_event', 'audit_entry']) {
        await expect(asClinic(sql.replace('%s', log))).rejects.toThrow('permission denied')
        await expect(opened.system.query(sql.replace('%s', log))).rejects.toThrow('permission denied')
      }
    },
  )

  it('can’t hang what writes the log on a table of its own', async () => {
    const client = await inTenant(clinic, () => opened.people.connect())
    await client.query('BEGIN')
    await client.query('CREATE TEMP TABLE forged (LIKE "user")')
    const forging = client.query(
      `CREATE TRIGGER forge AFTER INSERT ON forged REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT
       EXECUTE FUNCTION user_log_insert()`,
    )
    await expect(forging).rejects.toThrow('permission denied')
    await client.query('ROLLBACK')
    client.release()
  })

  it('lets the road purge what is old, and nothing that is young', async () => {
    const purge = (pool: Pick<Pool, 'query'>, age: string) =>
      pool.query('SELECT purge_sealed(0, now() - $1::interval) AS removed', [age])
    expect((await purge(opened.system, '400 days')).rows).toEqual([{ removed: 0 }])
    await expect(purge(opened.system, '1 hour')).rejects.toThrow('younger than a day')
  })
})
