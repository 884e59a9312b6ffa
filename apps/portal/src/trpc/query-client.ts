import { MutationCache, type Query, QueryCache, QueryClient } from '@tanstack/react-query'
import { readFailure } from './failure'

const maxRetries = 2
// The console's server has already waited for the service.
const maxRetriesUnavailable = 1
// What changes is told by the live stream; this only bounds what a lost stream can hide.
const staleTimeMs = 30_000

/** What must be done before anything else leads out of any page. A session that ended does not: see session/. */
function leaveIfNeeded(error: unknown): void {
  const { code } = readFailure(error)
  if (code === 'PASSWORD_CHANGE_REQUIRED') window.location.assign('/change-password')
  if (code === 'TWO_FACTOR_REQUIRED') window.location.assign('/two-factor')
}

// What tells how things stand now says so itself when it can't be known.
const standingPaths = new Set(['sync', 'cache'])

/** While the console's own server is gone, pages keep what they knew; the frame says that it is not live. */
function keepWhatWasKnown(error: unknown, query: Query<unknown, unknown, unknown>): void {
  const [, path] = query.queryKey
  const isStanding = Array.isArray(path) && standingPaths.has(String(path[0]))
  if (query.state.data === undefined || isStanding || readFailure(error).code !== 'UNREACHABLE') return
  query.setState({ status: 'success', error: null, isInvalidated: true })
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        leaveIfNeeded(error)
        keepWhatWasKnown(error, query)
      },
    }),
    mutationCache: new MutationCache({ onError: leaveIfNeeded }),
    defaultOptions: {
      queries: {
        staleTime: staleTimeMs,
        retry: (failures, error) => {
          const status = readFailure(error).httpStatus
          if (status !== null && status < 500) return false
          return failures < (status === 503 ? maxRetriesUnavailable : maxRetries)
        },
        retryDelay: (attempt) => Math.min(500 * 2 ** attempt, 4000),
      },
      mutations: { retry: false },
    },
  })
}
