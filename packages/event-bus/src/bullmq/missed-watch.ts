import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { SubscriberName } from '@rollcall/events/subscribers'
import { describeError } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import { createWakeUp } from '@rollcall/service-kit/wake-up'
import type { Redis } from 'ioredis'
import { readQueueFacts } from './queue-facts.js'
import { holderKey, missedKey } from './queue-names.js'

const lookEveryMs = 5000
const maxRetryMs = 10_000

// Deletes the marker only if nothing was left out since it was read.
const forget = `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0`

/**
 * Accepted is not durable: a Redis that was restarted may lack its last second, one that was emptied or replaced lacks
 * everything. Each counts as if messages had been left out.
 */
async function noticeLoss(connection: Redis, subscriber: SubscriberName): Promise<void> {
  const [holder, server] = await Promise.all([connection.get(holderKey(subscriber)), connection.info('server')])
  const runId = /^run_id:(\w+)/m.exec(server)?.[1] ?? ''
  if (holder === runId) return
  await connection.mset(missedKey(subscriber), randomUUID(), holderKey(subscriber), runId)
}

/** Calls `onMissed` once the queue has run empty after messages were left out or lost; again, when it rejects. */
export function createMissedWatch(options: {
  subscriber: SubscriberName
  /** @throws while Redis is away */
  connection: () => Redis
  onMissed: () => Promise<void>
  logger: Logger
}) {
  const { subscriber, connection, onMissed, logger } = options
  const wakeUp = createWakeUp()
  let stopping = new AbortController()
  let running: Promise<void> | undefined

  const look = async () => {
    await noticeLoss(connection(), subscriber)
    const marker = await connection().get(missedKey(subscriber))
    if (marker === null) return
    const { lanes } = await readQueueFacts(connection(), subscriber)
    if (lanes.interactive.waiting + lanes.bulk.waiting > 0 || stopping.signal.aborted) return
    await onMissed()
    await connection().eval(forget, 1, missedKey(subscriber), marker)
  }
  const run = async (signal: AbortSignal) => {
    for (let failures = 0; !signal.aborted; ) {
      try {
        await look()
        failures = 0
        await wakeUp.wait(lookEveryMs)
      } catch (error) {
        failures += 1
        logger.debug({ err: describeError(error), subscriber }, 'what was left out could not be fetched yet')
        await delay(Math.min(maxRetryMs, 250 * 2 ** failures), undefined, { signal }).catch(() => {})
      }
    }
  }

  return {
    start: () => {
      stopping = new AbortController()
      running = run(stopping.signal)
    },
    /** The queue has run empty: look now. */
    nudge: wakeUp.signal,
    stop: async () => {
      stopping.abort()
      wakeUp.signal()
      await running
    },
  }
}
