import type { SubscriberName } from '@rollcall/events/subscribers'
import { AppError } from '@rollcall/service-kit/errors'
import type { SubscriberAnswers } from '../subscribers/subscriber-answers.js'
import { subscriberTitles } from '../subscribers/subscriber-client.js'
import type { LetterChoice } from './dead-letter.js'

type Settled = Pick<SubscriberAnswers['parkedRetry'], 'already' | 'unknown'>

const words = { applied: 'was applied', superseded: 'was overtaken by a newer version', discarded: 'was discarded' }

/**
 * Whoever names one letter wants to hear of that one; of several, the answer tells what became of each.
 * @throws AppError CONFLICT when the only one is settled, NOT_FOUND when it isn't here or is another organisation's
 */
export function refuseSettled({ ids }: LetterChoice, { already, unknown }: Settled): void {
  if (ids?.length !== 1) return
  const [settled] = already
  if (settled) {
    throw new AppError(
      'CONFLICT',
      `This event ${words[settled.state]} at ${settled.at}: there is nothing left to do.`,
      {
        fields: [{ path: 'ids', message: `already ${settled.state}` }],
      },
    )
  }
  if (unknown.length > 0) throw new AppError('NOT_FOUND', `Dead letter ${unknown[0]} not found`)
}

export function unreachable(subscriber: SubscriberName, reason: string): AppError {
  return new AppError(
    'UNAVAILABLE',
    `${subscriberTitles[subscriber]} can't be asked: ${reason}. Try again in a moment.`,
  )
}
