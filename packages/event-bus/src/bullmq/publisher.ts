import { randomUUID } from 'node:crypto'
import { type Lane, lanes, type SubscriberName } from '@rollcall/events/subscribers'
import { NoAnswerError, within } from '@rollcall/service-kit/within'
import type { JobsOptions } from 'bullmq'
import { createMessageCipher } from '../message-cipher.js'
import type { EventBatch, EventPublisher } from '../port.js'
import { addTexts } from './add-texts.js'
import type { BullMqBusOptions } from './bullmq-bus.js'
import { createConnectedQueues, silence } from './connected-queues.js'
import { writeMessage } from './message.js'
import { readQueueFacts } from './queue-facts.js'
import { missedKey, queueName } from './queue-names.js'
import { createQueueRoom, type QueueRoom } from './queue-room.js'

// A poison event is parked by the subscriber itself; what still fails is a store that is away, and that is waited for.
// Jobs get no id of our own: BullMQ ignores a second job of one id, even after the first has failed.
const keepTrying: JobsOptions = {
  attempts: Number.MAX_SAFE_INTEGER,
  backoff: { type: 'custom' },
  removeOnComplete: true,
  removeOnFail: 1000,
}

// Longer than a command may take: only what has no end is cut off by it.
const acceptWithinMs = 10_000

/** Fails fast while Redis is away: the relay keeps the events and tries again. */
export function createBullMqPublisher({ url, logger, subscribers, limits, keys }: BullMqBusOptions): EventPublisher {
  const queues = createConnectedQueues({ url, logger, name: 'bus publisher', commandTimeoutMs: 5000 })
  const cipher = createMessageCipher(keys)
  const rooms = new Map<string, QueueRoom>()
  let closed = false

  const roomOf = (subscriber: SubscriberName, lane: Lane) => {
    const name = queueName(subscriber, lane)
    const read = async () => (await readQueueFacts(queues.connection(), subscriber)).lanes[lane]
    const room = rooms.get(name) ?? createQueueRoom({ lane, limits, read, isClosed: () => closed })
    rooms.set(name, room)
    return room
  }

  /** Answers whether all of it was accepted. */
  const add = async (subscriber: SubscriberName, lane: Lane, messages: string[]): Promise<boolean> => {
    const queue = await queues.queueOf(subscriber, lane)
    for (let next = 0; next < messages.length; ) {
      const taken = await roomOf(subscriber, lane).take(messages.length - next)
      if (taken === 0) {
        // Before the events leave the outbox: what is left out is always known to be missing.
        await queues.connection().set(missedKey(subscriber), randomUUID())
        return false
      }
      const part = messages.slice(next, next + taken)
      const accepted = within(acceptWithinMs, addTexts(queue, part, keepTrying), silence(acceptWithinMs))
      await accepted.catch((error: unknown) => {
        if (error instanceof NoAnswerError) queues.forget(subscriber, lane)
        throw error
      })
      next += taken
    }
    return true
  }

  return {
    publish: async (batches: EventBatch[], only) => {
      // Sealed once for all subscribers.
      const write = (batch: EventBatch) => writeMessage(cipher, batch)
      const parts = lanes
        .map((lane) => ({ lane, messages: batches.filter((batch) => batch.lane === lane).map(write) }))
        .filter(({ messages }) => messages.length > 0)
      const results = await Promise.all(
        (only ? [only] : subscribers).map(async (subscriber) => {
          const accepted = await Promise.all(parts.map(({ lane, messages }) => add(subscriber, lane, messages)))
          return { subscriber, complete: accepted.every(Boolean) }
        }),
      )
      return { missed: results.filter(({ complete }) => !complete).map(({ subscriber }) => subscriber) }
    },
    check: async () => void (await queues.connection().ping()),
    close: async () => {
      closed = true
      await queues.close()
    },
  }
}
