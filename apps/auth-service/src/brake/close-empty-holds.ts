import { inTransaction, type Pool } from '@rollcall/service-kit/postgres'

const isEmpty = `state = 'waiting' AND NOT EXISTS (SELECT FROM held_user WHERE hold_id = hold.id)`

/**
 * Ends holds whose people were all restored one by one: nothing is left to decide. Done here and not by who restores,
 * because a hold's row is locked by decisions, and an edit must not wait for one.
 */
export async function closeEmptyHolds(pool: Pool, tenantId: string | null): Promise<void> {
  const found = await pool.query<{ id: string }>(
    `SELECT id FROM hold WHERE ($1::uuid IS NULL OR tenant_id = $1) AND ${isEmpty} LIMIT 100`,
    [tenantId],
  )
  if (found.rows.length === 0) return
  await inTransaction(pool, async (client) => {
    const locked = await client.query<{ id: string }>(
      'SELECT id FROM hold WHERE id = ANY ($1::uuid[]) FOR UPDATE SKIP LOCKED',
      [found.rows.map(({ id }) => id)],
    )
    // Looked at once more under the lock: somebody may have joined meanwhile.
    await client.query(
      `UPDATE hold SET state = 'rejected', people = 0, decided_at = clock_timestamp()
       WHERE id = ANY ($1::uuid[]) AND ${isEmpty}`,
      [locked.rows.map(({ id }) => id)],
    )
  })
}
