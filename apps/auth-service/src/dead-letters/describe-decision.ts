import type { Pool } from '@rollcall/service-kit/postgres'
import { type Deed, type Doer, entryBy } from '../audit/entry-by.js'
import { recordAudit } from '../audit/record-audit.js'
import type { LetterChoice, LetterSource } from './dead-letter.js'

/** A decision about dead letters, for the trail. Words that were searched for may be somebody's name. */
export function describeDecision(
  action: 'parked.retried' | 'parked.discarded',
  subscriber: LetterSource,
  reason: string,
  { ids, filter }: LetterChoice,
): Deed {
  const { search, ...rest } = filter ?? {}
  const details = { subscriber, ...(ids ? { ids } : { filter: rest }) }
  return {
    ...{ action, target: { kind: 'subscriber', id: subscriber }, reason, details },
    ...(search ? { personal: { search } } : {}),
  }
}

/**
 * The deed is done in another process. So it is on record before it is asked for, and once more where that failed: none
 * is ever done without a trace.
 */
export async function recordingDecision<T>(pool: Pool, doer: Doer, deed: Deed, work: () => Promise<T>): Promise<T> {
  await recordAudit(pool, entryBy(doer, deed))
  try {
    return await work()
  } catch (error) {
    await recordAudit(pool, entryBy(doer, { ...deed, outcome: 'failed' }))
    throw error
  }
}
