import type { QueryClient } from '@tanstack/react-query'
import type { LiveNews, LiveSource } from './live-news'
import { standingOf } from './standing-of'

type Address = [prefix: string, path: string]

/** Which answers may be out of date after news of a source: prefix and first parts of the procedure's path. */
const affected: Record<LiveSource, Address[]> = {
  directory: [
    ['directory', 'users'],
    ['directory', 'audit'],
    ['directory', 'me'],
    ['directory', 'sync.matrix'],
    ['clinical', 'clinicians.explain'],
  ],
  clinical: [
    ['directory', 'sync.matrix'],
    ['clinical', 'clinicians'],
    ['clinical', 'appointments'],
    ['clinical', 'users'],
  ],
  chat: [
    ['directory', 'sync.matrix'],
    ['chat', 'profiles'],
    ['chat', 'conversations'],
    ['chat', 'cache.inspect'],
  ],
}

/** What tells how the road stands: out of date when something is held, paused, parked or released, and after a gap. */
const standing: Address[] = [
  ['directory', 'sync.matrix'],
  ['directory', 'sync.timeline'],
  ['directory', 'sync.held'],
  ['directory', 'sync.deadLetters'],
  ['directory', 'sync.replays'],
  ['clinical', 'clinicians.explain'],
  ['clinical', 'sync.reconciles'],
  ['clinical', 'sync.reconcileRun'],
  ['chat', 'sync.reconciles'],
  ['chat', 'sync.reconcileRun'],
]

// A key of @trpc/tanstack-react-query with a prefix: [[prefix], [...path], { input }].
function partsOf(queryKey: readonly unknown[]) {
  const [prefix, steps, options] = queryKey
  const path = Array.isArray(steps) ? steps.join('.') : ''
  const input = typeof options === 'object' && options !== null && 'input' in options ? options.input : undefined
  // A conversation's id is no user's, and anybody may talk in it.
  return { prefix: String(prefix), path, ids: path.startsWith('conversations.') ? undefined : idsOf(input) }
}

/** The users that a question names; undefined when it is about no one in particular. */
function idsOf(input: unknown): unknown[] | undefined {
  if (typeof input !== 'object' || input === null) return undefined
  if ('id' in input) return [input.id]
  return 'ids' in input && Array.isArray(input.ids) ? input.ids : undefined
}

const isAt = (addresses: readonly Address[], prefix: string, path: string) =>
  addresses.some(([p, start]) => p === prefix && (path === start || path.startsWith(`${start}.`)))

/** Marks as stale what a source feeds. With ids, answers about other users only stay. */
function invalidate(queryClient: QueryClient, source: LiveSource, userIds: ReadonlySet<unknown> | null): void {
  markStale(queryClient, (prefix, path, ids) => {
    if (!isAt(affected[source], prefix, path)) return false
    return ids === undefined || userIds === null || ids.some((id) => userIds.has(id))
  })
}

function invalidateStanding(queryClient: QueryClient): void {
  markStale(queryClient, (prefix, path) => isAt(standing, prefix, path))
}

type Choice = (prefix: string, path: string, ids: unknown[] | undefined) => boolean

/**
 * How the road stands is asked of several services: while one is silent an answer takes seconds, and asking anew with
 * all news would never let it come. Whoever shows it asks again by themselves while something is under way.
 */
function markStale(queryClient: QueryClient, isStale: Choice): void {
  for (const patient of [true, false]) {
    void queryClient.invalidateQueries(
      {
        predicate: ({ queryKey }) => {
          const { prefix, path, ids } = partsOf(queryKey)
          return isAt(standing, prefix, path) === patient && isStale(prefix, path, ids)
        },
      },
      { cancelRefetch: !patient },
    )
  }
}

/** Refetches what the page shows when news come, at most every `pauseMs` a source however fast they come. */
export function createInvalidator(queryClient: QueryClient) {
  const waiting = new Map<LiveSource, Set<unknown> | null>()
  const timers = new Map<LiveSource, ReturnType<typeof setTimeout>>()

  const flush = (source: LiveSource, pauseMs: number) => {
    const ids = waiting.get(source)
    if (ids === undefined) {
      timers.delete(source)
      return
    }
    waiting.delete(source)
    invalidate(queryClient, source, ids)
    timers.set(
      source,
      setTimeout(() => flush(source, pauseMs), pauseMs),
    )
  }

  // What was told last of how the road stands; a first word is no news.
  const known = new Map<string, string>()
  const takeStanding = (news: LiveNews) => {
    const words = standingOf(news)
    if (words === null) return
    const about = `${news.source} ${news.kind}`
    const before = known.get(about)
    known.set(about, words)
    if (before !== undefined && before !== words) invalidateStanding(queryClient)
  }

  const take = (news: LiveNews) => {
    takeStanding(news)
    if (news.kind !== 'changes' && news.kind !== 'applied') return
    const { source, userIds, truncated } = news
    const named = waiting.get(source)
    // An import changes more than can be named: everything is stale, but not worth asking for twice a second.
    waiting.set(source, truncated || named === null ? null : new Set([...(named ?? []), ...userIds]))
    if (!timers.has(source)) flush(source, truncated ? 2000 : 300)
  }
  const takeAll = (source: LiveSource) => {
    invalidate(queryClient, source, null)
    invalidateStanding(queryClient)
  }
  return { take, takeAll }
}
