import { subscriberNames } from '@rollcall/events/subscribers'
import { describeError } from '@rollcall/service-kit/errors'
import { choiceSchema, reasonSchema, strictInput } from '@rollcall/service-kit/input'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { entryBy } from '../audit/entry-by.js'
import { recordAudit } from '../audit/record-audit.js'
import { refuseSharedQueue } from '../platform/shared-queues.js'
import type { QueueProcedureDeps } from './pause-queue.js'
import { withQueuePauses } from './queue-pauses.js'

/** Lets a subscriber's queue run again; doing it twice changes nothing. */
export const createResumeQueue = ({ pool, inspector, logger }: QueueProcedureDeps) =>
  personProcedure('sync.operate')
    .input(strictInput({ subscriber: choiceSchema(subscriberNames), reason: reasonSchema }))
    .mutation(async ({ ctx, input }) => {
      const { subscriber, reason } = input
      await refuseSharedQueue(pool, ctx.person)
      await withQueuePauses(pool, async (client) => {
        await client.query('DELETE FROM queue_pause WHERE subscriber = $1', [subscriber])
        const target = { kind: 'subscriber', id: subscriber } as const
        await recordAudit(client, entryBy(ctx, { action: 'queue.resumed', target, reason }))
        await inspector.resume(subscriber).catch((error: unknown) => {
          logger.warn({ err: describeError(error), subscriber }, 'the queue will be resumed once the bus is back')
        })
      })
      logger.info({ subscriber, userId: ctx.person.userId }, 'a queue was resumed')
      return { subscriber, paused: null }
    })
