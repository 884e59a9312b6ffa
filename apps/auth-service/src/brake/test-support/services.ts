import { randomUUID } from 'node:crypto'
import type { Pool } from '@rollcall/service-kit/postgres'
import type { Author } from '../../users/write-user.js'

export interface Believed {
  version: number
  isActive: boolean
  lastName: string
  deletedAt: string | null
}

const eventColumns = `e.user_id AS id, e.user_version AS version, (e.payload->>'isActive')::boolean AS "isActive",
  e.payload->>'lastName' AS "lastName", e.payload->>'deletedAt' AS "deletedAt"`
const userColumns = `id, version, is_active AS "isActive", last_name AS "lastName", iso_8601(deleted_at) AS "deletedAt"`

export const isActive = (user: Believed | undefined) => user?.isActive === true && user.deletedAt === null

type Row = Believed & { id: string }
const byId = (rows: Row[]) => new Map(rows.map(({ id, ...user }) => [id, user]))

/** An organisation with two administrators, and services that learn of it by events alone, as real ones do. */
export async function createOrganisation(pool: Pool, brake: { count: number; share: number }) {
  const tenantId = randomUUID()
  await pool.query(
    'INSERT INTO organisation (id, name, brake_count, brake_share) VALUES ($1::uuid, $1::uuid::text, $2, $3)',
    [tenantId, brake.count, brake.share],
  )
  const add = async (count: number, role = 'staff') => {
    const { rows } = await pool.query<{ id: string }>(
      `INSERT INTO "user" (tenant_id, email, first_name, last_name, role)
       SELECT $1, gen_random_uuid() || '@example.org', 'Person', 'N' || n, $3 FROM generate_series(1, $2::int) n RETURNING id`,
      [tenantId, count, role],
    )
    return rows.map(({ id }) => id)
  }
  const [first = '', second = ''] = await add(2, 'admin')
  const author = (userId: string): Author => ({
    person: {
      ...{ kind: 'user', userId, tenantId, sessionId: randomUUID(), role: 'admin' },
      ...{ mustChangePassword: false, twoFactorRequired: false, platform: false },
    },
    requestId: randomUUID(),
    traceparent: null,
  })
  return { tenantId, add, admins: [first, second] as const, author, services: createServices(pool, tenantId) }
}
export type TestOrganisation = Awaited<ReturnType<typeof createOrganisation>>

function createServices(pool: Pool, tenantId: string) {
  const believed = new Map<string, Believed>()
  const take = (into: Map<string, Believed>, rows: Row[]) => {
    for (const { id, ...user } of rows) if (user.version > (into.get(id)?.version ?? 0)) into.set(id, user)
    return into
  }
  return {
    /** What the relay would do: hands over everything that isn't held. Answers how many removals that were. */
    publish: async (): Promise<number> => {
      const { rows } = await pool.query<Row>(
        `WITH claimed AS MATERIALIZED (
           SELECT o.position FROM outbox o JOIN user_event e USING (position)
           WHERE NOT o.held AND e.tenant_id = $1 FOR UPDATE OF o SKIP LOCKED
         ), taken AS (
           DELETE FROM outbox WHERE position = ANY (ARRAY(SELECT position FROM claimed)) RETURNING position
         ) SELECT ${eventColumns} FROM taken JOIN user_event e USING (position)`,
        [tenantId],
      )
      const before = new Map(believed)
      take(believed, rows)
      return [...believed].filter(([id, user]) => isActive(before.get(id)) && !isActive(user)).length
    },
    /** Once everything is published that isn't held. */
    expected: async () => {
      const { rows } = await pool.query<Row>(
        `SELECT ${eventColumns} FROM outbox o JOIN user_event e USING (position) WHERE NOT o.held AND e.tenant_id = $1`,
        [tenantId],
      )
      return take(new Map(believed), rows)
    },
    /** What reconcile would carry to them. */
    published: async () =>
      byId((await pool.query<Row>(`SELECT ${userColumns} FROM published_user WHERE tenant_id = $1`, [tenantId])).rows),
    directory: async () =>
      byId((await pool.query<Row>(`SELECT ${userColumns} FROM "user" WHERE tenant_id = $1`, [tenantId])).rows),
    /** Which version of each held user services may have at most. */
    heldVersions: async () => {
      const { rows } = await pool.query<{ id: string; version: number }>(
        'SELECT id, version FROM held_user WHERE tenant_id = $1',
        [tenantId],
      )
      return new Map(rows.map(({ id, version }) => [id, version]))
    },
    versionOf: (id: string) => believed.get(id)?.version ?? 0,
    held: async () => {
      const { rows } = await pool.query<{ id: string }>('SELECT id FROM held_user WHERE tenant_id = $1', [tenantId])
      return rows.map(({ id }) => id)
    },
    holds: async (state = 'waiting') => {
      const { rows } = await pool.query<{
        id: string
        causedBy: string[]
        activeBefore: number
        people: number | null
      }>(
        `SELECT id, caused_by AS "causedBy", active_before AS "activeBefore", people FROM hold
         WHERE tenant_id = $1 AND state = $2 ORDER BY opened_at`,
        [tenantId, state],
      )
      return rows
    },
    heldEvents: async () => {
      const { rows } = await pool.query<{ count: number }>(
        `SELECT count(*)::int FROM outbox o JOIN user_event e USING (position) WHERE o.held AND e.tenant_id = $1`,
        [tenantId],
      )
      return rows[0]?.count ?? 0
    },
  }
}
