import { inTransaction, type Pool, type PoolClient } from '@rollcall/service-kit/postgres'
import { lockAppointment, moveAppointment } from './move-appointment.js'
import type { OpenRun } from './open-run.js'
import type { StepWhy } from './reassignment.js'

interface MovedStep {
  seq: number
  appointmentId: string
  fromId: string
  toId: string
}

/** Gives the appointment that was moved last back to whom it was. False when none is left. */
export async function takeBackStep(pool: Pool, run: OpenRun): Promise<boolean> {
  return await inTransaction(pool, async (client) => {
    const step = await lockLast(client, run.id)
    if (!step) return false
    await note(client, run.id, step.seq, await moveBack(client, step))
    return true
  })
}

/** What can't be taken back stays where it is, and the report says so. */
export async function keepStep(pool: Pool, run: OpenRun): Promise<void> {
  await inTransaction(pool, async (client) => {
    const step = await lockLast(client, run.id)
    if (step) await note(client, run.id, step.seq, 'fault')
  })
}

async function lockLast(client: PoolClient, runId: string): Promise<MovedStep | undefined> {
  const { rows } = await client.query<MovedStep>(
    `SELECT seq, appointment_id AS "appointmentId", from_id AS "fromId", to_id AS "toId" FROM reassignment_step
     WHERE run_id = $1 AND state = 'moved' ORDER BY seq DESC LIMIT 1 FOR UPDATE`,
    [runId],
  )
  return rows[0]
}

/** Why it stays; null when it is its first clinician's again. That they may have left is no obstacle: so it was. */
async function moveBack(client: PoolClient, { appointmentId, fromId, toId }: MovedStep): Promise<StepWhy | null> {
  const appointment = await lockAppointment(client, appointmentId)
  if (!appointment || appointment.cancelled) return 'cancelled'
  if (appointment.clinicianId !== toId) return 'moved_on'
  return (await moveAppointment(client, appointmentId, fromId)) ? null : 'taken'
}

async function note(client: PoolClient, runId: string, seq: number, why: StepWhy | null): Promise<void> {
  await client.query(
    `UPDATE reassignment_step SET state = $3, why = $4, changed_at = clock_timestamp() WHERE run_id = $1 AND seq = $2`,
    [runId, seq, why ? 'kept' : 'taken_back', why],
  )
}
