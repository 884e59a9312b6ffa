import { subscriberActions } from '@rollcall/service-kit/audit'
import { choiceSchema, instantSchema, reasonSchema, strictInput } from '@rollcall/service-kit/input'
import { inTransaction, type Pool } from '@rollcall/service-kit/postgres'
import { serviceProcedure } from '@rollcall/service-kit/trpc'
import { z } from 'zod'

const line = (max: number) => z.string().min(1).max(max, `expected at most ${max} characters`)
const maxDetails = 4000

/** What happens in other services, and nothing else: an entry about anything else is not theirs to write. */
const entrySchema = strictInput({
  id: z.uuid('expected the id of the entry (a UUID)').toLowerCase(),
  at: instantSchema,
  tenantId: z.uuid('expected the id of an organisation (a UUID)'),
  actor: strictInput({ kind: z.literal('user'), id: z.uuid('expected the id of a person (a UUID)') }),
  action: choiceSchema(subscriberActions),
  outcome: choiceSchema(['done', 'refused', 'failed']),
  target: strictInput({ kind: choiceSchema(['user', 'subscriber']), id: line(100) }),
  reason: reasonSchema,
  correlationId: line(100),
  details: z
    .record(z.string(), z.unknown())
    .refine((details) => JSON.stringify(details).length <= maxDetails, `expected at most ${maxDetails} characters`),
})
const inputSchema = strictInput({
  entries: z
    .array(entrySchema)
    .min(1, 'hand over at least one entry')
    .max(100, 'hand over at most 100 entries at once'),
})

/** Takes what people did in other services into the trail. An entry that is there already changes nothing. */
export const createRecordOperations = (pool: Pool) =>
  serviceProcedure.input(inputSchema).mutation(({ ctx, input }) =>
    inTransaction(pool, async (client) => {
      let recorded = 0
      for (const { actor, target, details, ...entry } of input.entries) {
        const { rowCount } = await client.query(
          `INSERT INTO audit_entry (entry_id, at, tenant_id, actor_kind, actor_id, action, outcome, target_kind, target_id,
             reason, correlation_id, details)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (entry_id) DO NOTHING`,
          [
            ...[entry.id, entry.at, entry.tenantId, actor.kind, actor.id, entry.action, entry.outcome],
            ...[target.kind, target.id, entry.reason, entry.correlationId],
            JSON.stringify({ ...details, service: ctx.service }),
          ],
        )
        recorded += rowCount ?? 0
      }
      return { recorded }
    }),
  )
