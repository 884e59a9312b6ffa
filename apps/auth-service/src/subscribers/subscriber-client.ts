import type { SubscriberName } from '@rollcall/events/subscribers'
import { describeError } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import type { ServiceName } from '@rollcall/service-kit/tokens'
import { z } from 'zod'
import { answerSchemas, type SubscriberAnswers, type SubscriberProcedure } from './subscriber-answers.js'

/** Which service each subscriber is. */
const services: Record<SubscriberName, ServiceName> = { clinical: 'user-service', chat: 'chat-service' }

/** Subscribers as people know them. */
export const subscriberTitles: Record<SubscriberName, string> = { clinical: 'Clinical', chat: 'Chat' }

/** Which parked events are meant; left out: all of them. */
export interface ParkedFilter {
  state?: 'parked' | 'retrying' | undefined
  userId?: string | undefined
  search?: string | undefined
  since?: string | undefined
  until?: string | undefined
}
interface ParkedChoice {
  tenantId: string
  actor: { id: string; name: string }
  ids?: string[] | undefined
  filter?: ParkedFilter | undefined
}

export interface SubscriberInputs {
  parkedList: ParkedFilter & {
    tenantId: string
    before?: { lastFailedAt: string; id: string } | undefined
    limit: number
  }
  parkedRetry: ParkedChoice
  parkedDiscard: ParkedChoice & { reason: string }
  trip: { tenantId: string; position: number; eventId: string; userId: string; userVersion: number }
  standing: { tenantId: string; ids: string[] }
  replayOutcome: { replayId: string }
  health: Record<string, never>
  erase: { userId: string }
}

/** Not being reached is an answer too: the rest of a page stands without it. `reason` completes "… because". */
export type Answer<T> = { reached: true; data: T } | { reached: false; reason: string }

export interface SubscriberClient {
  /** Asks one procedure of one subscriber. Never rejects; takes 2 s at most, decisions 10 s. */
  ask: <P extends SubscriberProcedure>(
    subscriber: SubscriberName,
    procedure: P,
    input: SubscriberInputs[P],
  ) => Promise<Answer<SubscriberAnswers[P]>>
}

const envelopeSchema = z.object({ result: z.object({ data: z.unknown() }) }).transform(({ result }) => result.data)
const schemas: { [P in SubscriberProcedure]: z.ZodType<SubscriberAnswers[P]> } = answerSchemas

const readTimeoutMs = 2000
// A decision about all that a filter finds takes its time, and giving it up early would tell nothing of what it did.
const decisionTimeoutMs = 10_000
const decisions: readonly SubscriberProcedure[] = ['parkedRetry', 'parkedDiscard', 'erase']

/** Why a subscriber gave no usable answer. */
class Unreached extends Error {}

/**
 * `subscriber.*` of the services that must know users, in this service's own name. Permission and organisation have
 * been decided before.
 */
export function createSubscriberClient(options: {
  urls: Record<SubscriberName, string>
  token: (audience: ServiceName) => Promise<string>
  logger: Logger
}): SubscriberClient {
  const { urls, token, logger } = options

  // By POST, because 100 ids are longer than a URL may be. The signal bounds the body too.
  const post = async (
    subscriber: SubscriberName,
    path: string,
    input: unknown,
    timeoutMs: number,
  ): Promise<unknown> => {
    try {
      const response = await fetch(`${urls[subscriber]}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${await token(services[subscriber])}` },
        body: JSON.stringify(input),
        signal: AbortSignal.timeout(timeoutMs),
      })
      if (response.ok) return await response.json()
      await response.body?.cancel()
      throw new Unreached(`it answers ${response.status}`)
    } catch (cause) {
      if (cause instanceof Unreached) throw cause
      const late = cause instanceof Error && cause.name === 'TimeoutError'
      throw new Unreached(late ? `it gave no answer within ${timeoutMs / 1000} s` : 'it does not answer', { cause })
    }
  }

  return {
    ask: async (subscriber, procedure, input) => {
      const timeoutMs = decisions.includes(procedure) ? decisionTimeoutMs : readTimeoutMs
      try {
        const body = await post(subscriber, `/trpc/subscriber.${procedure}`, input, timeoutMs)
        const parsed = envelopeSchema.pipe(schemas[procedure]).safeParse(body)
        if (parsed.success) return { reached: true, data: parsed.data }
        throw new Unreached('its answer is not understood', { cause: parsed.error })
      } catch (error) {
        const reason = error instanceof Unreached ? error.message : 'it does not answer'
        const cause = error instanceof Unreached ? error.cause : error
        logger.warn(
          { subscriber, procedure, reason, err: cause && describeError(cause) },
          'a subscriber gave no answer',
        )
        return { reached: false, reason }
      }
    },
  }
}
