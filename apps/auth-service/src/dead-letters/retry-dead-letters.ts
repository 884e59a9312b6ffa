import { AppError } from '@rollcall/service-kit/errors'
import { inTransaction, type Pool } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { type Deed, type Doer, entryBy } from '../audit/entry-by.js'
import { recordAudit } from '../audit/record-audit.js'
import type { SubscriberAnswers } from '../subscribers/subscriber-answers.js'
import type { SubscriberClient } from '../subscribers/subscriber-client.js'
import { readPersonName } from '../users/read-person-name.js'
import { refuseSettled, unreachable } from './answer-decision.js'
import { decisionInput, isSubscriber, type LetterChoice } from './dead-letter.js'
import { describeDecision, recordingDecision } from './describe-decision.js'
import { putBackRows } from './malformed-rows.js'

export interface RetryAnswer extends Pick<SubscriberAnswers['parkedRetry'], 'retrying' | 'already' | 'unknown'> {
  /** Rows of the outbox that still name no event: they stay as they are. */
  refused: number
}

/** Tries dead letters of one source again, now: some by id, or all that a filter finds. */
export const createRetryDeadLetters = ({ pool, subscribers }: { pool: Pool; subscribers: SubscriberClient }) =>
  personProcedure('sync.operate')
    .input(decisionInput)
    .mutation(async ({ ctx, input: { subscriber, reason, ...choice } }): Promise<RetryAnswer> => {
      const deed = describeDecision('parked.retried', subscriber, reason, choice)
      if (!isSubscriber(subscriber)) return retryRows(pool, ctx, deed, choice)
      const { tenantId } = ctx.person
      const actor = { id: ctx.person.userId, name: await readPersonName(pool, ctx.person) }
      return recordingDecision(pool, ctx, deed, async () => {
        const answer = await subscribers.ask(subscriber, 'parkedRetry', { tenantId, actor, ...choice })
        if (!answer.reached) throw unreachable(subscriber, answer.reason)
        refuseSettled(choice, answer.data)
        return { ...answer.data, refused: 0 }
      })
    })

async function retryRows(pool: Pool, doer: Doer, deed: Deed, choice: LetterChoice): Promise<RetryAnswer> {
  const { changed, unknown, refused } = await inTransaction(pool, async (client) => {
    const decision = await putBackRows(client, choice)
    if (decision.changed.length > 0) await recordAudit(client, entryBy(doer, deed))
    return decision
  })
  refuseSettled(choice, { already: [], unknown })
  if (choice.ids && changed.length === 0 && refused > 0) {
    throw new AppError(
      'CONFLICT',
      refused === 1
        ? 'This row of the outbox still names no event, so there is nothing to send. Discard it.'
        : `These ${refused} rows of the outbox still name no event, so there is nothing to send. Discard them.`,
    )
  }
  return { retrying: changed.length, already: [], unknown, refused }
}
