import { AppError } from '@rollcall/service-kit/errors'
import { inTransaction, type Pool, type PoolClient } from '@rollcall/service-kit/postgres'
import { lockBookableClinician } from '../appointments/bookable-clinician.js'
import { lockCalendar } from '../appointments/lock-calendar.js'
import { findFreeClinician } from './free-clinicians.js'
import { lockAppointment, moveAppointment } from './move-appointment.js'
import type { OpenRun } from './open-run.js'
import type { StepState, StepWhy } from './reassignment.js'

interface Step {
  seq: number
  appointmentId: string
  fromId: string
}
interface Outcome {
  state: StepState
  why: StepWhy | null
  toId: string | null
}

// Whoever is suggested may be booked a moment later: then the next one is.
const maxSuggestions = 5

/**
 * Moves the next appointment of a run and notes it, in one transaction: a crash leaves both or neither. Answers what
 * became of it; null when none is left.
 */
export async function takeStep(pool: Pool, run: OpenRun): Promise<StepState | null> {
  return await inTransaction(pool, async (client) => {
    const step = await lockNext(client, run)
    if (!step) return null
    const outcome = await move(client, run, step)
    await note(client, run, step, outcome)
    return outcome.state
  })
}

async function lockNext(client: PoolClient, run: OpenRun): Promise<Step | undefined> {
  const { rows } = await client.query<Step>(
    `SELECT seq, appointment_id AS "appointmentId", from_id AS "fromId" FROM reassignment_step
     WHERE run_id = $1 AND state = 'waiting' ORDER BY seq LIMIT 1 FOR UPDATE`,
    [run.id],
  )
  return rows[0]
}

async function move(client: PoolClient, run: OpenRun, { appointmentId, fromId }: Step): Promise<Outcome> {
  const appointment = await lockAppointment(client, appointmentId)
  const nothing = (why: StepWhy): Outcome => ({ state: 'left', why, toId: null })
  if (!appointment || appointment.cancelled) return nothing('cancelled')
  if (appointment.past) return nothing('past')
  if (appointment.clinicianId !== fromId) return nothing('moved_on')
  const failed = (why: StepWhy): Outcome => ({ state: 'failed', why, toId: run.targetId })
  for (let attempt = 0; attempt < maxSuggestions; attempt++) {
    const toId = run.targetId ?? (await findFreeClinician(client, appointmentId))
    if (!toId) return failed('nobody_free')
    const bookable = await isBookable(client, run.tenantId, toId)
    if (bookable && (await moveAppointment(client, appointmentId, toId))) return { state: 'moved', why: null, toId }
    if (run.targetId) return failed(bookable ? 'taken' : 'clinician_left')
  }
  return failed('nobody_free')
}

/** Locks in the order in which a booking does: the calendar, then the person. */
async function isBookable(client: PoolClient, tenantId: string, id: string): Promise<boolean> {
  await lockCalendar(client, id)
  try {
    await lockBookableClinician(client, tenantId, id)
    return true
  } catch (error) {
    if (error instanceof AppError) return false
    throw error
  }
}

/** With the step, what follows from it: where it is all or nothing, one that failed turns the run round. */
async function note(client: PoolClient, run: OpenRun, { seq }: Step, { state, why, toId }: Outcome): Promise<void> {
  await client.query(
    `UPDATE reassignment_step SET state = $3, why = $4, to_id = $5, changed_at = clock_timestamp()
     WHERE run_id = $1 AND seq = $2`,
    [run.id, seq, state, why, toId],
  )
  if (state === 'failed') await turnRound(client, run)
}

async function turnRound(client: PoolClient, { id, mode }: OpenRun): Promise<void> {
  if (mode !== 'all_or_nothing') return
  await client.query(`UPDATE reassignment_run SET state = 'taking_back' WHERE id = $1`, [id])
  await client.query(
    `UPDATE reassignment_step SET state = 'left', why = 'stopped' WHERE run_id = $1 AND state = 'waiting'`,
    [id],
  )
}

/** What fails by itself, again and again, is no reason to try it for ever. */
export async function giveUpStep(pool: Pool, run: OpenRun): Promise<void> {
  await inTransaction(pool, async (client) => {
    const step = await lockNext(client, run)
    if (step) await note(client, run, step, { state: 'failed', why: 'fault', toId: run.targetId })
  })
}
