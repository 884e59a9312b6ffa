import { setTimeout as sleep } from 'node:timers/promises'
import type { World } from '../world/world.js'
import { listOf } from './console-client.js'

export interface ProfileReaders {
  /** Lists answered whole, answered with somebody missing, and refused or unanswered. */
  counts: { whole: number; incomplete: number; refused: number }
  /** What was refused first, in words. */
  firstRefusal: () => string
  /** How long the slowest list took since the last call of this (ms). */
  takeSlowestMs: () => number
  stop: () => Promise<void>
}

/** People who look at the same list all the time, one request after the other. */
export function startProfileReaders(
  world: World,
  ids: string[],
  options: { workers?: number; pauseMs?: number } = {},
): ProfileReaders {
  const { workers = 4, pauseMs = 10 } = options
  const counts = { whole: 0, incomplete: 0, refused: 0 }
  let [stopped, slowestMs, refusal] = [false, 0, '']

  const work = async () => {
    while (!stopped) {
      const startedAt = Date.now()
      try {
        const answer = await world.console.call('chat', 'profiles.byIds', { ids })
        if (listOf(answer, 'items').length === ids.length) counts.whole += 1
        else counts.incomplete += 1
      } catch (error) {
        counts.refused += 1
        refusal ||= String(error)
      }
      slowestMs = Math.max(slowestMs, Date.now() - startedAt)
      await sleep(pauseMs)
    }
  }
  const working = Array.from({ length: workers }, work)
  return {
    counts,
    firstRefusal: () => refusal,
    takeSlowestMs: () => {
      const taken = slowestMs
      slowestMs = 0
      return taken
    },
    stop: async () => {
      stopped = true
      await Promise.all(working)
    },
  }
}

/** The sentence for readers whom a fault of the cache has reached; empty when it hasn't. */
export function describeReaders({ counts, firstRefusal }: ProfileReaders): string {
  const { whole, incomplete, refused } = counts
  if (whole > 0 && incomplete + refused === 0) return ''
  return `${whole} lists were whole, ${incomplete} lacked somebody and ${refused} were refused ${firstRefusal()}`.trim()
}
