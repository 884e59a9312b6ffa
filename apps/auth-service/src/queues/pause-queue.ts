import type { QueueInspector } from '@rollcall/event-bus/port'
import { subscriberNames } from '@rollcall/events/subscribers'
import { describeError } from '@rollcall/service-kit/errors'
import { choiceSchema, reasonSchema, strictInput } from '@rollcall/service-kit/input'
import type { Logger } from '@rollcall/service-kit/logger'
import type { Pool } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { entryBy } from '../audit/entry-by.js'
import { recordAudit } from '../audit/record-audit.js'
import { refuseSharedQueue } from '../platform/shared-queues.js'
import { readPersonName } from '../users/read-person-name.js'
import { type QueuePause, readQueuePauses, withQueuePauses } from './queue-pauses.js'

export interface QueueProcedureDeps {
  pool: Pool
  inspector: QueueInspector
  logger: Logger
}

const inputSchema = strictInput({
  subscriber: choiceSchema(subscriberNames),
  reason: reasonSchema,
})

/**
 * Stops a subscriber's queue for everyone until somebody resumes it. Who paused it first stays named. A bus that is away
 * doesn't matter: it is told as soon as it is back.
 */
export const createPauseQueue = ({ pool, inspector, logger }: QueueProcedureDeps) =>
  personProcedure('sync.operate')
    .input(inputSchema)
    .mutation(async ({ ctx, input }): Promise<Omit<QueuePause, 'tenantId'>> => {
      const { subscriber, reason } = input
      await refuseSharedQueue(pool, ctx.person)
      const name = await readPersonName(pool, ctx.person)
      const pause = await withQueuePauses(pool, async (client) => {
        await client.query(
          `INSERT INTO queue_pause (subscriber, tenant_id, paused_by, paused_by_name, reason)
           VALUES ($1, $2, $3, $4, $5) ON CONFLICT (subscriber) DO NOTHING`,
          [subscriber, ctx.person.tenantId, ctx.person.userId, name, reason],
        )
        const target = { kind: 'subscriber', id: subscriber } as const
        await recordAudit(client, entryBy(ctx, { action: 'queue.paused', target, reason }))
        await inspector.pause(subscriber).catch((error: unknown) => {
          logger.warn({ err: describeError(error), subscriber }, 'the queue will be paused once the bus is back')
        })
        return (await readQueuePauses(client)).get(subscriber)
      })
      logger.info({ subscriber, userId: ctx.person.userId }, 'a queue was paused')
      if (!pause) throw new Error(`the pause of ${subscriber} was not kept`)
      const { tenantId, ...told } = pause
      // Whoever paused it in another organisation is nobody's business here.
      return tenantId === ctx.person.tenantId ? told : { ...told, by: { id: '', name: '' }, reason: null }
    })
