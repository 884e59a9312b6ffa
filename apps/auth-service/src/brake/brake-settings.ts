import { AppError } from '@rollcall/service-kit/errors'
import { reasonSchema, strictInput } from '@rollcall/service-kit/input'
import { inTransaction, type Pool } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { z } from 'zod'
import { entryBy } from '../audit/entry-by.js'
import { recordAudit } from '../audit/record-audit.js'

/** Removals are held once more than `count` and more than `share` of who was active were removed within the window. */
export interface BrakeSettings {
  share: number
  count: number
  windowMinutes: number
  /** How long the only administrator waits before approving what he caused. Counts for holds opened from now on. */
  approvalDelayMinutes: number
}

const minutes = (what: string) => z.int(what).min(1, what).max(1440, what)
const shareMessage = 'expected a share from 0 to 1, such as 0.2 for 20 %'
const countMessage = 'expected a whole number from 0 to 1,000,000'
const settingsInput = strictInput({
  share: z.number(shareMessage).min(0, shareMessage).max(1, shareMessage),
  count: z.int(countMessage).min(0, countMessage).max(1_000_000, countMessage),
  windowMinutes: minutes('expected minutes from 1 to 1440'),
  approvalDelayMinutes: minutes('expected minutes from 1 to 1440'),
  reason: reasonSchema,
})

const columns = `brake_share AS share, brake_count AS count, brake_window_minutes AS "windowMinutes",
  brake_delay_minutes AS "approvalDelayMinutes"`

export const createReadBrake = (pool: Pool) =>
  personProcedure('sync.read').query(async ({ ctx }): Promise<BrakeSettings> => {
    const { rows } = await pool.query<BrakeSettings>(`SELECT ${columns} FROM organisation WHERE id = $1`, [
      ctx.person.tenantId,
    ])
    return only(rows)
  })

export const createSetBrake = (pool: Pool) =>
  personProcedure('sync.approve')
    .input(settingsInput)
    .mutation(async ({ ctx, input: { reason, ...input } }): Promise<BrakeSettings> => {
      const settings = await inTransaction(pool, async (client) => {
        const before = await client.query<BrakeSettings>(
          `SELECT ${columns} FROM organisation WHERE id = $1 FOR UPDATE`,
          [ctx.person.tenantId],
        )
        const { rows } = await client.query<BrakeSettings>(
          `UPDATE organisation SET brake_share = $2, brake_count = $3, brake_window_minutes = $4, brake_delay_minutes = $5
         WHERE id = $1 RETURNING ${columns}`,
          [ctx.person.tenantId, input.share, input.count, input.windowMinutes, input.approvalDelayMinutes],
        )
        const details = { from: only(before.rows), to: only(rows) }
        await recordAudit(client, entryBy(ctx, { action: 'brake.changed', reason, details }))
        return details.to
      })
      ctx.logger.info({ tenantId: ctx.person.tenantId, userId: ctx.person.userId, ...input }, 'the brake was set')
      return settings
    })

function only(rows: BrakeSettings[]): BrakeSettings {
  const [settings] = rows
  if (!settings) throw new AppError('NOT_FOUND', 'This organisation does not exist any more.')
  return settings
}
