import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../test-database.js'
import { databaseNames } from '../test-servers.js'

const people = 'rollcall_tenant'
const road = 'rollcall_system'
const logs = ['audit_entry', 'user_event', 'seal_block', 'erased_digest', 'purged_row']
const writes = ['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']

interface TableRights {
  table: string
  isBound: boolean
  hasTenant: boolean
  /** The conditions of the policies that count for people. */
  conditions: string[]
  [right: string]: unknown
}

/** Whether a role has a right on a table, or on a column of it. */
const rightSql = (role: string, right: string) =>
  ['INSERT', 'UPDATE', 'SELECT', 'REFERENCES'].includes(right)
    ? `has_any_column_privilege('${role}', c.oid, '${right}') AS "${role} ${right}"`
    : `has_table_privilege('${role}', c.oid, '${right}') AS "${role} ${right}"`
const rights = [people, road].flatMap((role) => ['SELECT', ...writes].map((right) => rightSql(role, right)))

describe.each(databaseNames)('the rights in the %s database', (name) => {
  let db: TestDatabase
  let tables: TableRights[]
  beforeAll(async () => {
    db = await createTestDatabase(name)
    const { rows } = await db.pool.query<TableRights>(
      `SELECT c.relname AS table, c.relrowsecurity AS "isBound",
         EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id') AS "hasTenant",
         ARRAY(SELECT qual FROM pg_policies p WHERE p.tablename = c.relname AND '${people}' = ANY (p.roles)
           AND p.permissive = 'PERMISSIVE' ORDER BY 1) AS conditions, ${rights.join(', ')}
       FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY 1`,
    )
    tables = rows
  })
  afterAll(() => db.drop())
  const withRight = (role: string, right: string) =>
    tables.filter((table) => table[`${role} ${right}`]).map(({ table }) => table)

  it('every table is bound to one organisation for people, or closed to them', () => {
    expect(tables.length).toBeGreaterThan(5)
    const open = tables.filter((table) => ['SELECT', ...writes].some((right) => table[`${people} ${right}`]))
    expect(open.filter(({ isBound }) => !isBound).map(({ table }) => table)).toEqual([])
    // A moment, a lane and positions of the log: nobody's rows.
    const unbound = open.filter(({ conditions }) => conditions.length === 0 || conditions.includes('true'))
    expect(unbound.map(({ table }) => table)).toEqual(name === 'auth' ? ['publication'] : [])
    expect(tables.filter(({ hasTenant, isBound }) => hasTenant && !isBound).map(({ table }) => table)).toEqual([])
  })

  it('nobody reads through a view what the tables would refuse', async () => {
    const { rows } = await db.pool.query(
      `SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('v', 'm')
         AND (has_table_privilege('${people}', oid, 'SELECT') OR has_table_privilege('${road}', oid, 'SELECT'))
         AND NOT coalesce('security_invoker=true' = ANY (reloptions), false)`,
    )
    expect(rows).toEqual([])
  })

  it('nobody deletes but the road, nobody changes a log, and nobody takes away what binds a table', () => {
    expect(withRight(people, 'DELETE')).toEqual([])
    for (const right of ['UPDATE', 'DELETE'])
      expect(withRight(road, right).filter((table) => logs.includes(table))).toEqual([])
    expect(withRight(people, 'UPDATE').filter((table) => logs.includes(table))).toEqual([])
    for (const role of [people, road])
      for (const right of ['TRUNCATE', 'REFERENCES', 'TRIGGER']) expect(withRight(role, right)).toEqual([])
    expect(withRight(road, 'SELECT')).not.toContain('_prisma_migrations')
  })

  it('the roles own nothing, sign nobody in and bypass no policy', async () => {
    const { rows } = await db.pool.query(
      `SELECT rolname AS role, rolsuper OR rolbypassrls OR rolcanlogin OR rolcreaterole OR rolcreatedb AS may,
         EXISTS (SELECT FROM pg_shdepend d WHERE d.refobjid = r.oid AND d.deptype = 'o') AS owns,
         EXISTS (SELECT FROM pg_auth_members m WHERE m.member = r.oid) AS "is member"
       FROM pg_roles r WHERE rolname IN ('${people}', '${road}') ORDER BY 1`,
    )
    const nothing = { may: false, owns: false, 'is member': false }
    expect(rows).toEqual([
      { role: road, ...nothing },
      { role: people, ...nothing },
    ])
  })

  it('what runs with its owner’s rights is out of reach for everybody else, and finds its tables in one place', async () => {
    const { rows } = await db.pool.query<{ name: string; config: string[]; isPublic: boolean }>(
      `SELECT proname AS name, proconfig AS config, has_function_privilege('public', oid, 'EXECUTE') AS "isPublic"
       FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef`,
    )
    expect(rows.length).toBeGreaterThan(0)
    for (const { name: named, config, isPublic } of rows) {
      expect(config.join(), named).toMatch(/search_path=(pg_catalog, )?public, pg_temp/)
      expect(isPublic, named).toBe(false)
    }
  })
})
