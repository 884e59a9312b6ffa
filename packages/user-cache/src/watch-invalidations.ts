import { performance } from 'node:perf_hooks'
import { describeError } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import type { Redis } from 'ioredis'
import { profileKeyPrefix } from './keys.js'

const channel = '__redis__:invalidate'
const retryMs = 2000

export interface InvalidationLine {
  /** For how long nothing has been heard for certain (ms); Infinity while nothing is. */
  silentMs: () => number
  close: () => void
}

/**
 * Hears on a connection of its own of every profile that is written, deleted, expired or evicted, by whomever. A ping
 * that is answered proves that everything told before it was sent has been heard, for both come the same way.
 */
export function watchInvalidations(options: {
  redis: Redis
  logger: Logger
  everyMs: number
  /** Whether there is nothing that could be invalidated. */
  isIdle: () => boolean
  onInvalidated: (userId: string) => void
  /** Invalidations may have been missed: everything is to be taken for invalidated. */
  onLost: () => void
}): InvalidationLine {
  const { redis, logger, everyMs, isIdle, onInvalidated, onLost } = options
  // Subscriptions are made anew by us: tracking must be switched on before, while commands are still allowed.
  const line = redis.duplicate({ autoResubscribe: false, enableOfflineQueue: false, lazyConnect: false })
  let heardUntil = Number.NEGATIVE_INFINITY
  let isTracking = false
  let refused = false
  let retry: NodeJS.Timeout | undefined

  const lose = () => {
    heardUntil = Number.NEGATIVE_INFINITY
    isTracking = false
    onLost()
  }
  const ping = async () => {
    const sentAt = performance.now()
    await line.ping()
    if (isTracking) heardUntil = sentAt
  }
  const track = async () => {
    try {
      const id = await line.client('ID')
      await line.call('CLIENT', 'TRACKING', 'ON', 'REDIRECT', id, 'BCAST', 'PREFIX', profileKeyPrefix)
      await line.subscribe(channel)
      isTracking = true
      refused = false
      // Reads that began before have not been watched over.
      onLost()
      await ping()
    } catch (error) {
      if (!refused) logger.warn({ err: describeError(error) }, 'Redis does not tell of changes: no near cache')
      refused = true
      // What the connection has come to is not known: it is tried again on a new one.
      if (!isTracking) retry = setTimeout(() => line.disconnect(true), retryMs).unref()
    }
  }
  line.on('error', () => {})
  line.on('ready', () => void track())
  line.on('close', lose)
  line.on('message', (_channel: string, keys: string) => {
    // Redis was emptied.
    if (keys === '') return onLost()
    if (isIdle()) return
    for (const key of keys.split(',')) onInvalidated(key.slice(profileKeyPrefix.length))
  })
  const timer = setInterval(() => {
    if (isTracking) ping().catch(() => {})
  }, everyMs)
  timer.unref()

  return {
    silentMs: () => performance.now() - heardUntil,
    close: () => {
      clearInterval(timer)
      clearTimeout(retry)
      line.disconnect()
    },
  }
}
