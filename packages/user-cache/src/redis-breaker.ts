import { describeError } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import CircuitBreaker from 'opossum'
import { type BreakerChange, type BreakerState, stateOf } from './directory-breaker.js'

export interface RedisBreaker {
  /** Whether Redis should be passed by; also while a probe is under way. Asking is what lets one through in time. */
  isOpen: () => boolean
  /** A call to Redis has failed: a probe tells whether it was Redis. */
  suspect: () => void
  close: () => void
}

const probeTimeoutMs = 500
const resetTimeoutMs = 1000

/**
 * Spares readers the wait for a Redis that accepts calls and doesn't answer. It stands beside the reads and not around
 * them, since a read takes less than the breaker would.
 */
export function createRedisBreaker(options: {
  probe: () => Promise<unknown>
  logger: Logger
  onChange?: (change: BreakerChange) => void
}): RedisBreaker {
  const { probe, logger, onChange = () => {} } = options
  const breaker = new CircuitBreaker(probe, {
    ...{ name: 'redis', timeout: probeTimeoutMs, resetTimeout: resetTimeoutMs },
    ...{ errorThresholdPercentage: 50, volumeThreshold: 1, rollingCountTimeout: resetTimeoutMs },
  })
  let reason: string | null = null
  let isProbing = false
  const fire = () => {
    if (isProbing) return
    isProbing = true
    breaker
      .fire()
      .catch(() => {})
      .finally(() => {
        isProbing = false
      })
  }
  breaker.on('failure', (error) => {
    reason = describeError(error)
  })
  let told: BreakerState = 'closed'
  const tell = (state: BreakerState) => {
    // A probe every second that fails again is no news.
    if (state === 'halfOpen' || state === told) return
    told = state
    logger.warn({ state }, 'the breaker of the cache’s Redis has changed')
    onChange({ breaker: 'redis', state, reason: state === 'closed' ? null : reason })
  }
  breaker.on('open', () => tell('open'))
  breaker.on('close', () => tell('closed'))

  return {
    isOpen: () => {
      const state = stateOf(breaker)
      if (state === 'halfOpen') fire()
      return isProbing || state !== 'closed'
    },
    suspect: fire,
    close: () => breaker.shutdown(),
  }
}
