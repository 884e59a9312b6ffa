import { AppError } from '@rollcall/service-kit/errors'
import type { Pool } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import type { SubscriberAnswers } from '../subscribers/subscriber-answers.js'
import type { SubscriberClient } from '../subscribers/subscriber-client.js'
import { readPersonName } from '../users/read-person-name.js'
import { refuseSettled, unreachable } from './answer-decision.js'
import { isSubscriber, type LetterChoice, retryInput } from './dead-letter.js'
import { putBackRows } from './malformed-rows.js'

export interface RetryAnswer extends Pick<SubscriberAnswers['parkedRetry'], 'retrying' | 'already' | 'unknown'> {
  /** Rows of the outbox that still name no event: they stay as they are. */
  refused: number
}

/** Tries dead letters of one source again, now: some by id, or all that a filter finds. */
export const createRetryDeadLetters = ({ pool, subscribers }: { pool: Pool; subscribers: SubscriberClient }) =>
  personProcedure('sync.operate')
    .input(retryInput)
    .mutation(async ({ ctx, input: { subscriber, ...choice } }): Promise<RetryAnswer> => {
      if (!isSubscriber(subscriber)) return retryRows(pool, choice)
      const { tenantId } = ctx.person
      const actor = { id: ctx.person.userId, name: await readPersonName(pool, ctx.person) }
      const answer = await subscribers.ask(subscriber, 'parkedRetry', { tenantId, actor, ...choice })
      if (!answer.reached) throw unreachable(subscriber, answer.reason)
      refuseSettled(choice, answer.data)
      return { ...answer.data, refused: 0 }
    })

async function retryRows(pool: Pool, choice: LetterChoice): Promise<RetryAnswer> {
  const { changed, unknown, refused } = await putBackRows(pool, choice)
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
