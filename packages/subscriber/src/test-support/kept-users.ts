import type { Pool } from '@rollcall/service-kit/postgres'
import type { SubscriberStore } from '../apply-events.js'

/** The smallest honest projection: id and version, guarded. It refuses the last name "Poison" as a database would. */
export async function createKeptUsers(
  pool: Pool,
): Promise<SubscriberStore & { versions: () => Promise<Map<string, number>> }> {
  await pool.query(
    `CREATE TABLE kept_user (id uuid PRIMARY KEY, version int NOT NULL, last_name text NOT NULL CHECK (last_name <> 'Poison'))`,
  )
  return {
    apply: async (users) => {
      const { rows } = await pool.query<{ id: string }>(
        `INSERT INTO kept_user AS kept (id, version, last_name)
         SELECT DISTINCT ON (id) id, version, last_name
         FROM unnest($1::uuid[], $2::int[], $3::text[]) AS given (id, version, last_name)
         WHERE NOT EXISTS (SELECT FROM kept_user known WHERE known.id = given.id AND known.version >= given.version)
         ORDER BY id, version DESC
         ON CONFLICT (id) DO UPDATE SET version = EXCLUDED.version, last_name = EXCLUDED.last_name
           WHERE kept.version < EXCLUDED.version RETURNING id`,
        [
          users.map((user) => user.userId),
          users.map((user) => user.userVersion),
          users.map((user) => user.payload.lastName),
        ],
      )
      return { applied: rows.map(({ id }) => id), superseded: users.length - rows.length }
    },
    count: async () => (await pool.query('SELECT 1 FROM kept_user')).rowCount ?? 0,
    versions: async () => {
      const { rows } = await pool.query<{ id: string; version: number }>('SELECT id, version FROM kept_user')
      return new Map(rows.map(({ id, version }) => [id, version]))
    },
  }
}
