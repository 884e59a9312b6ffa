import type { Pool } from './postgres.js'

/**
 * Runs `work` while no other replica does. Answers false at once when one is at it. The lock belongs to a connection:
 * if that breaks, `work` is told to stop, since another replica may begin.
 */
export async function withAdvisoryLock(
  pool: Pool,
  name: string,
  work: (lost: AbortSignal) => Promise<void>,
): Promise<boolean> {
  const client = await pool.connect()
  const lost = new AbortController()
  const onError = (error: Error) => lost.abort(error)
  client.on('error', onError)
  let broken: Error | undefined
  try {
    const key = `rollcall.${name}`
    const { rows } = await client.query<{ locked: boolean }>(
      'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS locked',
      [key],
    )
    if (!rows[0]?.locked) return false
    try {
      await work(lost.signal)
    } finally {
      await client.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', [key]).catch((error: Error) => {
        broken = error
      })
    }
    return true
  } finally {
    client.off('error', onError)
    client.release(broken ?? lost.signal.aborted)
  }
}
