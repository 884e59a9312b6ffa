import { inTransaction, type Pool } from '@rollcall/service-kit/postgres'

/**
 * Forgets what is personal of an erased user beside the projection, where the erasing event does it: parked events and
 * found differences. The user stays in a list, so that triggers keep what comes late blank. Doing it again changes nothing.
 */
export function eraseUser(pool: Pool, userId: string): Promise<{ erased: true }> {
  return inTransaction(pool, async (client) => {
    await client.query('INSERT INTO erased_user (user_id) VALUES ($1) ON CONFLICT DO NOTHING', [userId])
    // The triggers blank what is written; a malformed event may name its user anywhere.
    await client.query('UPDATE parked_event SET error = error WHERE user_id = $1', [userId])
    await client.query(
      `UPDATE parked_event SET event = blank_event(event), full_name = NULL, error = 'erased', failures = '[]'
       WHERE user_id IS DISTINCT FROM $1 AND strpos(lower(event::text), $1::text) > 0`,
      [userId],
    )
    await client.query('UPDATE reconcile_difference SET fields = fields WHERE user_id = $1', [userId])
    // Whoever decided about events stands there by name.
    await client.query(`UPDATE parked_event SET resolved_by = 'Erased —' WHERE resolved_by_id = $1::text`, [userId])
    await client.query(
      `UPDATE parked_event SET retries = (
         SELECT jsonb_agg(CASE WHEN attempt->>'byId' = $1::text THEN attempt || '{"by": "Erased —"}' ELSE attempt END)
         FROM jsonb_array_elements(retries) AS attempt)
       WHERE retries @> jsonb_build_array(jsonb_build_object('byId', $1::text))`,
      [userId],
    )
    return { erased: true }
  })
}
