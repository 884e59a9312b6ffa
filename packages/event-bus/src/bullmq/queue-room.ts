import { setTimeout as delay } from 'node:timers/promises'
import type { Lane } from '@rollcall/events/subscribers'
import type { QueueLimits } from '../port.js'
import type { LaneFacts } from './queue-facts.js'

const pollMs = 10

/**
 * How much still fits in one lane of one queue. It is counted down from the last look, so that a single edit needs none;
 * relays that run side by side may so exceed the limit together, each once.
 */
export function createQueueRoom(options: {
  lane: Lane
  limits: QueueLimits
  read: () => Promise<LaneFacts>
  isClosed: () => boolean
}) {
  const { lane, limits, read, isClosed } = options
  let room = 0
  let seen = { finished: -1, at: 0 }

  const look = async () => {
    const facts = await read()
    room = limits.messages[lane] - facts.waiting
    // A counter that fell belongs to another Redis, or to one that was emptied: that is a start, not a standstill.
    if (room > 0 || facts.finished !== seen.finished) seen = { finished: facts.finished, at: Date.now() }
    return facts
  }

  return {
    /**
     * How many of `wanted` messages may be added now, at least one, once there is room. 0 when the lane is full and a
     * person waits, or it is paused, or its subscriber has made no progress for the time it is given.
     */
    take: async (wanted: number): Promise<number> => {
      while (room <= 0) {
        const { paused } = await look()
        if (room > 0) break
        if (lane === 'interactive' || paused || Date.now() - seen.at >= limits.patienceMs) return 0
        if (isClosed()) throw new Error('the bus was closed while it waited for room in a queue')
        await delay(pollMs)
      }
      const taken = Math.min(wanted, room)
      room -= taken
      return taken
    },
  }
}
export type QueueRoom = ReturnType<typeof createQueueRoom>
