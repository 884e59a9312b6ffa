import type { DirectoryUser } from '@rollcall/events/user-event'
import { AppError, describeError } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import CircuitBreaker from 'opossum'
import type { CacheableUser } from './cached-user.js'

export type BreakerState = 'closed' | 'open' | 'halfOpen'
export interface BreakerChange {
  breaker: 'directory' | 'redis'
  state: BreakerState
  /** What went wrong last; null when it closed. */
  reason: string | null
}

/** What the directory says about ids: the users it knows, in any tenant, and those it doesn't. */
export interface DirectoryAnswer {
  items: (DirectoryUser | CacheableUser)[]
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

export interface DirectoryBreaker {
  /** @throws AppError UNAVAILABLE for a failure, a timeout, or while the breaker is open */
  fetchMany: FetchUsers
  state: () => BreakerState
  close: () => void
}

/** Guards calls to the directory by a timeout and a circuit breaker. */
export function createDirectoryBreaker(
  options: BreakerOptions & { fetchMany: FetchUsers; logger: Logger; onChange?: (change: BreakerChange) => void },
): DirectoryBreaker {
  const { fetchMany, logger, onChange = () => {} } = options
  const breaker = new CircuitBreaker(fetchMany, {
    name: 'directory',
    timeout: options.timeoutMs,
    errorThresholdPercentage: options.errorThresholdPercentage,
    resetTimeout: options.resetTimeoutMs,
    volumeThreshold: options.volumeThreshold,
    rollingCountTimeout: options.windowMs,
  })
  let reason: string | null = null
  breaker.on('failure', (error) => {
    reason = describeError(error)
  })
  const tell = (state: BreakerState) =>
    onChange({ breaker: 'directory', state, reason: state === 'closed' ? null : reason })
  breaker.on('open', () => {
    logger.warn('the directory breaker is open: profiles come from the cache only')
    tell('open')
  })
  breaker.on('halfOpen', () => {
    logger.info('the directory breaker lets one call through')
    tell('halfOpen')
  })
  breaker.on('close', () => {
    logger.info('the directory breaker is closed')
    tell('closed')
  })

  return {
    fetchMany: async (userIds) => {
      // opossum would count a refused call among the calls of its window, of which so many have to fail: the more it
      // refused in one outage, the later it would open in the next.
      if (breaker.opened) throw unavailable(new Error('the breaker is open'))
      try {
        return await breaker.fire(userIds)
      } catch (error) {
        logger.debug({ err: describeError(error) }, 'the directory did not answer')
        throw unavailable(error)
      }
    },
    state: () => stateOf(breaker),
    close: () => breaker.shutdown(),
  }
}

function unavailable(cause: unknown): AppError {
  const sentence = 'The directory does not answer, and this profile is not cached. Try again soon.'
  return new AppError('UNAVAILABLE', sentence, { cause })
}

export const stateOf = (breaker: Pick<CircuitBreaker, 'halfOpen' | 'opened'>): BreakerState =>
  breaker.halfOpen ? 'halfOpen' : breaker.opened ? 'open' : 'closed'
