import type { PoolClient } from '@rollcall/service-kit/postgres'
import { lockCalendar } from '../appointments/lock-calendar.js'
import { isOverlap } from '../appointments/overlap.js'

/**
 * Books the time with one clinician and frees it with the other, in the same statement. False when the one who is to
 * have it is taken then: the constraint says so, whatever races.
 */
export async function moveAppointment(client: PoolClient, appointmentId: string, toId: string): Promise<boolean> {
  await lockCalendar(client, toId)
  await client.query('SAVEPOINT before_move')
  try {
    await client.query('UPDATE appointment SET clinician_id = $2 WHERE id = $1', [appointmentId, toId])
    return true
  } catch (error) {
    if (!isOverlap(error)) throw error
    await client.query('ROLLBACK TO SAVEPOINT before_move')
    return false
  }
}

export interface LockedAppointment {
  clinicianId: string
  cancelled: boolean
  past: boolean
}

/** The appointment as it is, kept so until the transaction ends. */
export async function lockAppointment(client: PoolClient, id: string): Promise<LockedAppointment | undefined> {
  const { rows } = await client.query<LockedAppointment>(
    `SELECT clinician_id AS "clinicianId", cancelled_at IS NOT NULL AS cancelled, starts_at <= now() AS past
     FROM appointment WHERE id = $1 FOR UPDATE`,
    [id],
  )
  return rows[0]
}
