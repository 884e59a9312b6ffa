import { AppError, userNotFound } from '@rollcall/service-kit/errors'
import { reasonSchema, strictInput, userIdSchema } from '@rollcall/service-kit/input'
import { inTransaction, type Pool, type PoolClient } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import type { Subscriber } from '@rollcall/subscriber/subscriber'
import { v7 as uuidV7 } from 'uuid'
import { z } from 'zod'
import { lockBookableClinician } from '../appointments/bookable-clinician.js'
import { modeSchema, type Reassignment, readRuns } from './reassignment.js'

const inputSchema = strictInput({
  ids: z
    .array(z.uuid('expected the id of an appointment (a UUID)').toLowerCase())
    .min(1, 'name at least one appointment')
    .max(500, 'name at most 500 appointments at once')
    .optional(),
  /** All that this clinician still has before them. */
  clinicianId: userIdSchema.optional(),
  to: z.union([userIdSchema, z.literal('suggested')], { error: 'expected the id of a clinician, or "suggested"' }),
  mode: modeSchema,
  reason: reasonSchema,
}).refine(({ ids, clinicianId }) => (ids === undefined) !== (clinicianId === undefined), {
  path: ['ids'],
  message: 'name either ids or a clinicianId',
})
type ReassignInput = z.infer<typeof inputSchema>

export interface ReassignDependencies {
  pool: Pool
  audit: Subscriber['audit']
  /** Tells this replica's runner that there is work. */
  wake: () => void
}

/** Begins to give appointments to another clinician; a runner carries it out, step by step. */
export const createReassignAppointments = ({ pool, audit, wake }: ReassignDependencies) =>
  personProcedure('appointments.write')
    .input(inputSchema)
    .mutation(async ({ ctx, input }): Promise<Reassignment> => {
      const id = uuidV7()
      const { mode, to, reason } = input
      const { tenantId, userId } = ctx.person
      const deed = {
        action: 'appointments.reassigned',
        target: { kind: 'run', id },
        reason,
        details: {
          mode,
          to,
          ...(input.clinicianId ? { from: input.clinicianId } : { appointments: input.ids?.length }),
        },
      } as const
      await audit.recording(ctx, deed, () =>
        inTransaction(pool, async (client) => {
          if (to !== 'suggested') await lockBookableClinician(client, tenantId, to)
          await client.query(
            `INSERT INTO reassignment_run (id, tenant_id, mode, target_id, reason, request_id, started_by)
             VALUES ($1, $2, $3, $4, $5, $6, $7)`,
            [id, tenantId, mode, to === 'suggested' ? null : to, reason, ctx.requestId, userId],
          )
          await planSteps(client, { ...input, runId: id, tenantId })
        }).catch(async (error: unknown) => {
          throw isUnderWay(error) ? underWay(error) : error
        }),
      )
      wake()
      const [run] = await readRuns(pool, 'r.id = $2', [tenantId, id])
      if (!run) throw new AppError('INTERNAL', 'The reassignment was not kept.')
      return run
    })

async function planSteps(client: PoolClient, plan: ReassignInput & { runId: string; tenantId: string }): Promise<void> {
  const { ids, clinicianId, to, runId, tenantId } = plan
  if (clinicianId && clinicianId === to) throw sameClinician()
  const { rowCount } = await client.query(
    `INSERT INTO reassignment_step (run_id, seq, tenant_id, appointment_id, from_id)
     SELECT $1, row_number() OVER (ORDER BY starts_at, id), tenant_id, id, clinician_id FROM appointment
     WHERE tenant_id = $2 AND starts_at > now() AND cancelled_at IS NULL
       AND ($3::uuid[] IS NULL OR id = ANY($3)) AND ($4::uuid IS NULL OR clinician_id = $4)
       AND clinician_id IS DISTINCT FROM $5::uuid`,
    [runId, tenantId, ids ?? null, clinicianId ?? null, to === 'suggested' ? null : to],
  )
  if (ids && rowCount !== new Set(ids).size) await refuseIds(client, tenantId, ids, to)
  if (rowCount === 0) {
    // Of somebody who was never here as of somebody who has nothing before them.
    if (clinicianId) await refuseUnknown(client, tenantId, clinicianId)
    const message = 'There is no appointment to come that needs another clinician.'
    throw new AppError('CONFLICT', message, { fields: [{ path: 'clinicianId', message }] })
  }
}

async function refuseUnknown(client: PoolClient, tenantId: string, clinicianId: string): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM directory_user WHERE id = $1 AND tenant_id = $2', [
    clinicianId,
    tenantId,
  ])
  if (!rowCount) throw userNotFound(clinicianId)
}

/** Nothing is begun where one of those named is not what was seen. */
async function refuseIds(client: PoolClient, tenantId: string, ids: string[], to: string): Promise<never> {
  const { rows } = await client.query<{ id: string; clinicianId: string }>(
    'SELECT id, clinician_id AS "clinicianId" FROM appointment WHERE tenant_id = $1 AND id = ANY($2::uuid[])',
    [tenantId, ids],
  )
  const unknown = ids.find((id) => !rows.some((row) => row.id === id))
  if (unknown) throw new AppError('NOT_FOUND', `Appointment with ID ${unknown} not found`)
  if (rows.some(({ clinicianId }) => clinicianId === to)) throw sameClinician()
  const message = 'One of these appointments is cancelled or past by now. Look at the list again.'
  throw new AppError('CONFLICT', message, { fields: [{ path: 'ids', message }] })
}

function sameClinician(): AppError {
  const message = 'These appointments are this clinician’s already. Choose another.'
  return new AppError('CONFLICT', message, { fields: [{ path: 'to', message }] })
}

const isUnderWay = (error: unknown) =>
  error instanceof Error && 'constraint' in error && error.constraint === 'reassignment_step_open_key'

function underWay(cause: unknown): AppError {
  const message = 'Another reassignment of these appointments is under way. Wait until it has ended.'
  return new AppError('CONFLICT', message, { cause })
}
