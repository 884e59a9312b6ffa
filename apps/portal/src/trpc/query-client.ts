import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { signInAddress } from '@/features/sign-in/next-path'
import { readFailure } from './failure'

const maxRetries = 2
// The console's server has already waited for the service.
const maxRetriesUnavailable = 1
// What changes is told by the live stream; this only bounds what a lost stream can hide.
const staleTimeMs = 30_000

/** A session that ended, and what must be done before anything else, lead out of any page. */
function leaveIfNeeded(error: unknown): void {
  const { code } = readFailure(error)
  const { pathname, search } = window.location
  if (code === 'UNAUTHENTICATED') window.location.assign(signInAddress(pathname + search))
  if (code === 'PASSWORD_CHANGE_REQUIRED') window.location.assign('/change-password')
  if (code === 'TWO_FACTOR_REQUIRED') window.location.assign('/two-factor')
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: leaveIfNeeded }),
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
