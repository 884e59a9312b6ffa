import { setTimeout as sleep } from 'node:timers/promises'
import { startApiWriter } from '../load/api-writer.js'
import type { Scenario } from '../scenario.js'
import { waitFor } from '../wait-for.js'
import type { World } from '../world/world.js'

/** What a firewall that forgets its connections leaves: neither end is told, and only a time limit can find out. */
function createHalfOpen(whom: 'postgres' | 'queue' | 'cache' | 'directory', what: string): Scenario {
  return {
    name: `half-open-${whom}`,
    fault: `every open connection to ${what} goes dead without a word, under writes; new ones pass`,
    run: async ({ world, oracle, note, healed }) => {
      const people = startApiWriter(world, oracle, { workers: 2, pauseMs: 20 })
      await sleep(1_000)
      for (const line of world.linesTo(whom)) line.abandon()
      const dead = whom === 'postgres' ? await openTransactions(world) : []
      healed()
      await sleep(1_000)
      await people.stop()
      note(`${people.counts.unanswered} requests without an answer`)
      if (dead.length === 0) return
      note(`${dead.length} transactions left open`)
      await waitFor(
        'the locks of transactions whose line is dead are given back',
        async () => (await openTransactions(world)).every((pid) => !dead.includes(pid)),
        { timeoutMs: 40_000, intervalMs: 500 },
      )
    },
  }
}

/** Processes of PostgreSQL that wait in a transaction for their client. */
async function openTransactions({ pools }: World): Promise<number[]> {
  const { rows } = await pools.auth.query<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity WHERE state LIKE 'idle in transaction%' AND datname = current_database()`,
  )
  return rows.map(({ pid }) => pid)
}

export const halfOpenPostgres = createHalfOpen('postgres', 'PostgreSQL')
export const halfOpenQueue = createHalfOpen('queue', 'the queue Redis')
export const halfOpenCache = createHalfOpen('cache', 'the cache Redis')
export const halfOpenDirectory = createHalfOpen('directory', 'auth-service')
