import type { QueryClient } from '@tanstack/react-query'
import type { LiveNews, LiveSource } from './live-news'

/** Which answers may be out of date after news of a source: prefix and first parts of the procedure's path. */
const affected: Record<LiveSource, [prefix: string, path: string][]> = {
  directory: [
    ['directory', 'users'],
    ['directory', 'me'],
    ['clinical', 'sync.versions'],
    ['chat', 'sync.versions'],
  ],
  clinical: [
    ['clinical', 'clinicians'],
    ['clinical', 'appointments'],
    ['clinical', 'users'],
    ['clinical', 'sync.versions'],
  ],
  chat: [
    ['chat', 'profiles'],
    ['chat', 'conversations'],
    ['chat', 'cache.inspect'],
    ['chat', 'sync.versions'],
  ],
}

// A key of @trpc/tanstack-react-query with a prefix: [[prefix], [...path], { input }].
function partsOf(queryKey: readonly unknown[]) {
  const [prefix, path, options] = queryKey
  const input = typeof options === 'object' && options !== null && 'input' in options ? options.input : undefined
  const id = typeof input === 'object' && input !== null && 'id' in input ? input.id : undefined
  return { prefix: String(prefix), path: Array.isArray(path) ? path.join('.') : '', id }
}

/** Marks as stale what a source feeds. With ids, answers about one other user stay. */
function invalidate(queryClient: QueryClient, source: LiveSource, userIds: ReadonlySet<unknown> | null): void {
  void queryClient.invalidateQueries({
    predicate: ({ queryKey }) => {
      const { prefix, path, id } = partsOf(queryKey)
      const feeds = affected[source].some(
        ([p, start]) => p === prefix && (path === start || path.startsWith(`${start}.`)),
      )
      return feeds && (id === undefined || userIds === null || userIds.has(id))
    },
  })
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

  const take = (news: LiveNews) => {
    if (news.kind !== 'changes' && news.kind !== 'applied') return
    const { source, userIds, truncated } = news
    const known = waiting.get(source)
    // An import changes more than can be named: everything is stale, but not worth asking for twice a second.
    waiting.set(source, truncated || known === null ? null : new Set([...(known ?? []), ...userIds]))
    if (!timers.has(source)) flush(source, truncated ? 2000 : 300)
  }
  const takeAll = (source: LiveSource) => invalidate(queryClient, source, null)
  return { take, takeAll }
}
