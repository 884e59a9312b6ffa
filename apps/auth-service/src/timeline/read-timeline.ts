import { type SubscriberName, subscriberNames } from '@rollcall/events/subscribers'
import { AppError } from '@rollcall/service-kit/errors'
import { strictInput } from '@rollcall/service-kit/input'
import type { Pool } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { z } from 'zod'
import type { SubscriberTrip } from '../subscribers/subscriber-answers.js'
import type { Answer, SubscriberClient } from '../subscribers/subscriber-client.js'
import { readPauses } from '../sync/read-pauses.js'
import { type EventRoad, readEvent } from './read-event.js'

export interface SubscriberTimeline {
  name: SubscriberName
  state: SubscriberTrip['state'] | 'paused' | 'unreachable'
  steps: SubscriberTrip['steps']
  /** From the write to the subscriber's last word on it; null until there is one. */
  totalMs: number | null
}
/** One event's trip: committed, published, and each step at each subscriber. */
export interface Timeline extends EventRoad {
  subscribers: SubscriberTimeline[]
}

const inputSchema = strictInput({ eventId: z.uuid('expected the id of an event (a UUID)').toLowerCase() })

export const createReadTimeline = ({
  pool,
  system,
  subscribers,
}: {
  pool: Pool
  system: Pool
  subscribers: SubscriberClient
}) =>
  personProcedure('sync.read')
    .input(inputSchema)
    .query(async ({ ctx, input: { eventId } }): Promise<Timeline> => {
      const { tenantId } = ctx.person
      const road = await readEvent(pool, tenantId, eventId)
      if (!road) throw new AppError('NOT_FOUND', `Event with ID ${eventId} not found`)
      const { position, userId, userVersion, committedAt } = road.event
      const asked = { tenantId, position, eventId, userId, userVersion }
      const [pauses, ...trips] = await Promise.all([
        readPauses(system, tenantId),
        ...subscriberNames.map((name) => subscribers.ask(name, 'trip', asked)),
      ])
      return {
        ...road,
        subscribers: subscriberNames.map((name, index) =>
          timelineOf(name, trips[index], { paused: pauses.has(name), committedAt }),
        ),
      }
    })

const ends: readonly string[] = ['applied', 'superseded', 'discarded']

function timelineOf(
  name: SubscriberName,
  trip: Answer<SubscriberTrip> | undefined,
  { paused, committedAt }: { paused: boolean; committedAt: string },
): SubscriberTimeline {
  if (!trip?.reached) return { name, state: 'unreachable', steps: [], totalMs: null }
  const { state, steps } = trip.data
  // A replay or a second delivery comes later: the first word of this kind was the last word.
  const end = ends.includes(state) ? steps.find(({ kind }) => kind === state) : undefined
  const totalMs = end ? Math.max(0, Date.parse(end.at) - Date.parse(committedAt)) : null
  return { name, state: state === 'waiting' && paused ? 'paused' : state, steps, totalMs }
}
