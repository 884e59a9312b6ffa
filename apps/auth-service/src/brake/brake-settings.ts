import { AppError } from '@rollcall/service-kit/errors'
import { strictInput } from '@rollcall/service-kit/input'
import type { Pool } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { z } from 'zod'

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
    .mutation(async ({ ctx, input }): Promise<BrakeSettings> => {
      const { rows } = await pool.query<BrakeSettings>(
        `UPDATE organisation SET brake_share = $2, brake_count = $3, brake_window_minutes = $4, brake_delay_minutes = $5
         WHERE id = $1 RETURNING ${columns}`,
        [ctx.person.tenantId, input.share, input.count, input.windowMinutes, input.approvalDelayMinutes],
      )
      ctx.logger.info({ tenantId: ctx.person.tenantId, userId: ctx.person.userId, ...input }, 'the brake was set')
      return only(rows)
    })

function only(rows: BrakeSettings[]): BrakeSettings {
  const [settings] = rows
  if (!settings) throw new AppError('NOT_FOUND', 'This organisation does not exist any more.')
  return settings
}
