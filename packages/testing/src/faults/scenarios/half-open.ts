import { setTimeout as sleep } from 'node:timers/promises'
import { startApiWriter } from '../load/api-writer.js'
import type { Scenario } from '../scenario.js'

/** What a firewall that forgets its connections leaves: neither end is told, and only a time limit can find out. */
function createHalfOpen(whom: 'postgres' | 'queue' | 'cache' | 'directory', what: string): Scenario {
  return {
    name: `half-open-${whom}`,
    fault: `every open connection to ${what} goes dead without a word, under writes; new ones pass`,
    run: async ({ world, oracle, note, healed }) => {
      const people = startApiWriter(world, oracle, { workers: 2, pauseMs: 20 })
      await sleep(1_000)
      for (const line of world.linesTo(whom)) line.abandon()
      healed()
      await sleep(1_000)
      await people.stop()
      note(`${people.counts.unanswered} requests without an answer`)
    },
  }
}

export const halfOpenPostgres = createHalfOpen('postgres', 'PostgreSQL')
export const halfOpenQueue = createHalfOpen('queue', 'the queue Redis')
export const halfOpenCache = createHalfOpen('cache', 'the cache Redis')
export const halfOpenDirectory = createHalfOpen('directory', 'auth-service')
