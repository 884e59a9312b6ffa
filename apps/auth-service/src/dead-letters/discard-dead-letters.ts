import { inTransaction, type Pool } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { entryBy } from '../audit/entry-by.js'
import { recordAudit } from '../audit/record-audit.js'
import type { SubscriberAnswers } from '../subscribers/subscriber-answers.js'
import type { SubscriberClient } from '../subscribers/subscriber-client.js'
import { readPersonName } from '../users/read-person-name.js'
import { refuseSettled, unreachable } from './answer-decision.js'
import { decisionInput, isSubscriber } from './dead-letter.js'
import { describeDecision, recordingDecision } from './describe-decision.js'
import { deleteRows } from './malformed-rows.js'

export type DiscardAnswer = Pick<SubscriberAnswers['parkedDiscard'], 'discarded' | 'already' | 'unknown'>

const maxLogged = 100

/** Gives dead letters of one source up, for a reason that stays: with the letter, or for the outbox in the log. */
export const createDiscardDeadLetters = ({ pool, subscribers }: { pool: Pool; subscribers: SubscriberClient }) =>
  personProcedure('sync.operate')
    .input(decisionInput)
    .mutation(async ({ ctx, input: { subscriber, reason, ...choice } }): Promise<DiscardAnswer> => {
      const { tenantId, userId } = ctx.person
      const deed = describeDecision('parked.discarded', subscriber, reason, choice)
      if (!isSubscriber(subscriber)) {
        const { changed, unknown } = await inTransaction(pool, async (client) => {
          const decision = await deleteRows(client, choice)
          if (decision.changed.length > 0) await recordAudit(client, entryBy(ctx, deed))
          return decision
        })
        refuseSettled(choice, { already: [], unknown })
        if (changed.length > 0) {
          const facts = { positions: changed.slice(0, maxLogged), count: changed.length, reason, userId, tenantId }
          ctx.logger.warn({ ...facts, requestId: ctx.requestId }, 'malformed outbox rows were discarded')
        }
        return { discarded: changed.length, already: [], unknown }
      }
      const actor = { id: ctx.person.userId, name: await readPersonName(pool, ctx.person) }
      return recordingDecision(pool, ctx, deed, async () => {
        const answer = await subscribers.ask(subscriber, 'parkedDiscard', { tenantId, actor, reason, ...choice })
        if (!answer.reached) throw unreachable(subscriber, answer.reason)
        refuseSettled(choice, answer.data)
        return answer.data
      })
    })
