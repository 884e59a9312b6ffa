import type { DirectoryIn, DirectoryOut } from '@/trpc/routers'
import { instantOf } from '../../appointments/zoned-time'
import type { SyncParams } from '../sync-params'

export type ReplayScope = DirectoryIn['sync']['replay']['scope']
export type ReplayRun = DirectoryOut['sync']['replays']['items'][number]

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export type ScopeProblem = 'user' | 'event' | 'since' | 'until' | 'order'
export type ReadScope = { scope: ReplayScope; problem?: never } | { scope?: never; problem: ScopeProblem }

type ScopeParams = Pick<SyncParams, 'scope' | 'user' | 'event' | 'since' | 'until'>

const momentOf = (text: string | null, timeZone: string): Date | null => {
  const [day = '', time = ''] = (text ?? '').split('T')
  return instantOf(day, time, timeZone)
}

/** What the form asks to be sent again, or the first thing that is missing. Times are the viewer's clock's. */
export function readScope(params: ScopeParams, timeZone: string): ReadScope {
  if (params.scope === 'start') return { scope: { kind: 'start' } }
  if (params.scope === 'user') {
    return params.user ? { scope: { kind: 'user', userId: params.user } } : { problem: 'user' }
  }
  if (params.scope === 'event') {
    const eventId = params.event.trim().toLowerCase()
    return uuid.test(eventId) ? { scope: { kind: 'event', eventId } } : { problem: 'event' }
  }
  const [since, until] = [momentOf(params.since, timeZone), momentOf(params.until, timeZone)]
  if (!since) return { problem: 'since' }
  if (!until) return { problem: 'until' }
  if (since >= until) return { problem: 'order' }
  return { scope: { kind: 'range', since: since.toISOString(), until: until.toISOString() } }
}

const movingMs = 1000
const restingMs = 15_000
/** Subscribers are given this long to work off what a run has sent them. */
const settlingMs = 5 * 60_000

/** How soon it is worth asking again how the runs stand. */
export function replaysAskAgainMs(runs: readonly ReplayRun[], nowMs: number): number {
  const moves = runs.some(({ state, endedAt, done, outcome }) => {
    if (state === 'running') return true
    const justEnded = endedAt !== null && nowMs - Date.parse(endedAt) < settlingMs
    return justEnded && (outcome?.received ?? 0) < done
  })
  return moves ? movingMs : restingMs
}
