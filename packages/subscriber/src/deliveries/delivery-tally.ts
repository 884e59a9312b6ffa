import type { Delivery } from '@rollcall/event-bus/port'
import type { DirectoryUser } from '@rollcall/events/user-event'
import { describeError } from '@rollcall/service-kit/errors'
import type { UsableEvent } from '../sort-delivery.js'
import type { ApplyResult } from '../subscriber-store.js'

/** What became of one delivery, as the log keeps it. */
export interface DeliveryRecord {
  receivedAt: Date
  finishedAt: Date
  lane: Delivery['lane']
  attempt: number
  replayId: string | null
  positions: number[]
  supersededPositions: number[]
  parkedPositions: number[]
  applied: number
  superseded: number
  parked: number
  /** Median travel time of what was applied; null for replays, whose events are old by nature. */
  arrivalMs: number | null
  error: string | null
}

/** Users that one call of the store has written, and how many versions were too old. */
export interface AppliedUsers {
  users: DirectoryUser[]
  superseded: number
}

const uuid = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i

/** Gathers what becomes of a delivery while it is worked on, in however many parts. */
export function createDeliveryTally({ lane, attempt, replayId }: Delivery, now: () => number = Date.now) {
  const receivedAt = new Date(now())
  const received: number[] = []
  const supersededPositions: number[] = []
  const parkedPositions: number[] = []
  const written: AppliedUsers = { users: [], superseded: 0 }
  const arrivals: number[] = []
  let parked = 0
  const live = replayId === undefined

  return {
    live,
    written,
    receive: (positions: (number | null)[]) => {
      for (const position of positions) if (position !== null) received.push(position)
    },
    apply: (events: UsableEvent[], { applied, superseded }: ApplyResult) => {
      const users = newestOfEach(events.map(({ user }) => user))
      const ids = new Set(applied)
      for (const { user, position } of events) {
        const isWritten = ids.has(user.userId) && users.get(user.userId) === user
        if (isWritten) written.users.push(user)
        else if (position !== null) supersededPositions.push(position)
        if (isWritten && live) arrivals.push(Math.max(0, now() - Date.parse(user.eventAt)))
      }
      written.superseded += superseded
    },
    park: (positions: (number | null)[]) => {
      parked += positions.length
      for (const position of positions) if (position !== null) parkedPositions.push(position)
    },
    end: (fault?: unknown): DeliveryRecord => ({
      ...{ receivedAt, finishedAt: new Date(now()), lane, attempt },
      ...{ positions: received, supersededPositions, parkedPositions, parked },
      replayId: replayId !== undefined && uuid.test(replayId) ? replayId : null,
      applied: written.users.length,
      superseded: written.superseded,
      arrivalMs: median(arrivals),
      error: fault === undefined ? null : describeError(fault),
    }),
  }
}

/** The one object of each user that has the highest version; of equals the first. */
export function newestOfEach(users: DirectoryUser[]): Map<string, DirectoryUser> {
  const newest = new Map<string, DirectoryUser>()
  for (const user of users) {
    const known = newest.get(user.userId)
    if (!known || known.userVersion < user.userVersion) newest.set(user.userId, user)
  }
  return newest
}

function median(values: number[]): number | null {
  return values.sort((a, b) => a - b)[Math.max(0, Math.ceil(values.length / 2) - 1)] ?? null
}
