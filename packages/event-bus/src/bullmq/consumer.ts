import { setTimeout as delay } from 'node:timers/promises'
import { type Lane, lanes } from '@rollcall/events/subscribers'
import { describeError } from '@rollcall/service-kit/errors'
import { createRedis } from '@rollcall/service-kit/redis'
import { createMessageCipher } from '../message-cipher.js'
import type { ConsumerOptions, EventConsumer } from '../port.js'
import type { BullMqBusOptions } from './bullmq-bus.js'
import { createConnectedQueues } from './connected-queues.js'
import { createLaneWorker } from './lane-worker.js'
import { createMissedWatch } from './missed-watch.js'
import { type QueueFacts, readQueueFacts } from './queue-facts.js'

const stuckAfterMs = 15_000
const closeWithinMs = 4000

/** A worker for each lane, on a connection that comes back within 2 s for ever. */
export function createBullMqConsumer(options: BullMqBusOptions & ConsumerOptions): EventConsumer {
  const { url, logger, subscriber, handle, onMissed, keys, concurrency = 2 } = options
  const cipher = createMessageCipher(keys)
  const connection = createRedis(url, {
    logger,
    name: `bus consumer ${subscriber}`,
    maxRetriesPerRequest: null,
    // A worker blocks for up to 10 s while it waits for messages.
    socketTimeout: 15_000,
  })
  const probe = createConnectedQueues({ url, logger, name: `bus probe ${subscriber}`, commandTimeoutMs: 2000 })
  const progress = createProgress()
  const missed = onMissed && createMissedWatch({ subscriber, connection: probe.connection, onMissed, logger })
  const workers = lanes.map((lane) => {
    const onProgress = () => progress.made(lane)
    const worker = createLaneWorker({
      ...{ subscriber, lane, connection, logger, concurrency, handle, cipher, onProgress },
    })
    worker.on('drained', () => missed?.nudge())
    return worker
  })

  return {
    start: async () => {
      for (const lane of lanes) progress.made(lane)
      for (const worker of workers) {
        void worker.run().catch((error: unknown) => logger.error({ err: describeError(error) }, 'the worker stopped'))
      }
      missed?.start()
    },
    stop: async () => {
      // Without Redis a worker can't close by the book; its jobs are taken over as stalled ones.
      const isAway = connection.status !== 'ready'
      const late = delay(closeWithinMs, undefined, { ref: false })
      const closed = [...workers.map((worker) => worker.close(isAway)), missed?.stop()]
      await Promise.all(closed.map((each) => Promise.race([each, late])))
      await probe.close()
      connection.disconnect()
    },
    check: async () => {
      if (connection.status !== 'ready') throw new Error(`the bus is not connected (${connection.status})`)
      return progress.check(await readQueueFacts(probe.connection(), subscriber))
    },
  }
}

/** Progress of each lane: an import that flows says nothing about edits that don't. */
function createProgress() {
  const at: Record<Lane, number> = { interactive: Date.now(), bulk: Date.now() }
  return {
    made: (lane: Lane) => {
      at[lane] = Date.now()
    },
    /** @throws with the reason when messages wait and none is consumed */
    check: ({ lanes: facts }: QueueFacts) => {
      for (const lane of lanes) {
        const { waiting, active, paused, oldestAt } = facts[lane]
        // What has just come can't have been waiting since the last progress, however long ago that was.
        const idleMs = Date.now() - Math.max(at[lane], Number(oldestAt))
        if (waiting + active === 0) at[lane] = Date.now()
        else if (!paused && idleMs > stuckAfterMs) {
          throw new Error(`${waiting + active} messages wait and none was consumed for ${Math.round(idleMs / 1000)} s`)
        }
      }
      const { interactive, bulk } = facts
      return {
        waiting: interactive.waiting + bulk.waiting,
        active: interactive.active + bulk.active,
        paused: interactive.paused || bulk.paused,
        secondsSinceProgress: Math.round((Date.now() - Math.min(...Object.values(at))) / 1000),
      }
    },
  }
}
