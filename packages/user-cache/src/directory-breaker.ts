import type { DirectoryUser } from '@rollcall/events/user-event'
import { AppError, describeError } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import CircuitBreaker from 'opossum'

export type BreakerState = 'closed' | 'open' | 'halfOpen'

/** What the directory says about ids: the users it knows, in any tenant, and those it doesn't. */
export interface DirectoryAnswer {
  items: DirectoryUser[]
  missing: string[]
}
export type FetchUsers = (userIds: string[]) => Promise<DirectoryAnswer>

/** Seed 004's figures. */
export const breakerDefaults = {
  timeoutMs: 3000,
  errorThresholdPercentage: 50,
  resetTimeoutMs: 30_000,
  /** Calls within the window below which it stays closed: one lost request is not an outage. */
  volumeThreshold: 4,
  /** Long enough that calls which time out one after the other fill it. */
  windowMs: 30_000,
}
export type BreakerOptions = typeof breakerDefaults

/**
 * Guards calls to the directory by a timeout and a circuit breaker.
 * @throws AppError UNAVAILABLE (from `fetchMany`) for a failure, a timeout, or while the breaker is open
 */
export function createDirectoryBreaker(options: BreakerOptions & { fetchMany: FetchUsers; logger: Logger }): {
  fetchMany: FetchUsers
  state: () => BreakerState
  close: () => void
} {
  const { fetchMany, logger } = options
  const breaker = new CircuitBreaker(fetchMany, {
    name: 'directory',
    timeout: options.timeoutMs,
    errorThresholdPercentage: options.errorThresholdPercentage,
    resetTimeout: options.resetTimeoutMs,
    volumeThreshold: options.volumeThreshold,
    rollingCountTimeout: options.windowMs,
  })
  breaker.on('open', () => logger.warn('the directory breaker is open: profiles come from the cache only'))
  breaker.on('halfOpen', () => logger.info('the directory breaker lets one call through'))
  breaker.on('close', () => logger.info('the directory breaker is closed'))

  return {
    fetchMany: async (userIds) => {
      try {
        return await breaker.fire(userIds)
      } catch (error) {
        logger.debug({ err: describeError(error) }, 'the directory did not answer')
        throw new AppError(
          'UNAVAILABLE',
          'The directory does not answer, and this profile is not cached. Try again soon.',
          {
            cause: error,
          },
        )
      }
    },
    state: () => (breaker.halfOpen ? 'halfOpen' : breaker.opened ? 'open' : 'closed'),
    close: () => breaker.shutdown(),
  }
}
