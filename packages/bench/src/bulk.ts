import { spawn } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Redis } from 'ioredis'
import pg from 'pg'
import type { BenchStack } from './bench-stack.js'
import { rounded } from './percentiles.js'
import { type Part, watchMemory } from './process-usage.js'

export interface BulkResult {
  users: number
  /** Until the directory has them, with their events and outbox rows: what the road can not be faster than. */
  directorySeconds: number
  clinicalSeconds: number
  chatSeconds: number
  /** Users a second until both stores are equal to the directory. */
  usersPerSecond: number
  peakMegabytes: Partial<Record<Part, number>>
}

const seedCli = fileURLToPath(new URL('../../../apps/auth-service/dist/cli/seed-users.js', import.meta.url))
const limitSeconds = 900

/** Adds generated users through the bulk lane and waits until both stores have each of them. Needs an idle stack. */
export async function measureBulk(stack: BenchStack, users: number): Promise<BulkResult> {
  const clinical = new pg.Client({ connectionString: stack.databases.user })
  const cache = new Redis(stack.cacheRedis.url)
  await clinical.connect()
  const before = { clinical: await countUsers(clinical), chat: await countCached(cache) }
  const stopWatching = watchMemory(stack)
  const start = performance.now()
  const seconds = () => (performance.now() - start) / 1000
  const arrived = async (count: () => Promise<number>, target: number) => {
    for (;;) {
      const askedAt = performance.now()
      if ((await count()) >= target) return seconds()
      if (seconds() > limitSeconds) throw new Error(`the users did not arrive within ${limitSeconds} s`)
      // Counting 300,000 rows without pause would slow down what is measured.
      await delay(Math.max(20, 10 * (performance.now() - askedAt)))
    }
  }
  try {
    await addUsers(stack, users)
    const directorySeconds = seconds()
    const [clinicalSeconds, chatSeconds] = await Promise.all([
      arrived(() => countUsers(clinical), before.clinical + users),
      arrived(() => countCached(cache), before.chat + users),
    ])
    return {
      users,
      directorySeconds: rounded(directorySeconds),
      clinicalSeconds: rounded(clinicalSeconds),
      chatSeconds: rounded(chatSeconds),
      usersPerSecond: Math.round(users / Math.max(clinicalSeconds, chatSeconds)),
      peakMegabytes: await stopWatching(),
    }
  } finally {
    await stopWatching()
    await Promise.all([clinical.end(), cache.quit()])
  }
}

async function countUsers(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ n: number }>('SELECT count(*)::int AS n FROM directory_user')
  return rows[0]?.n ?? 0
}

/** Profiles that have come to the cache, those included that it has since put out for want of room. */
async function countCached(cache: Redis): Promise<number> {
  const evicted = /evicted_keys:(\d+)/.exec(await cache.info('stats'))?.[1]
  return (await cache.dbsize()) + Number(evicted ?? 0)
}

/** Runs the seeding command to its end. */
export async function addUsers(stack: BenchStack, users: number): Promise<void> {
  const child = spawn(process.execPath, [seedCli, '--users', String(users)], {
    env: { ...process.env, AUTH_DATABASE_URL: stack.databases.auth },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const code = await new Promise((resolve) => child.on('exit', resolve))
  if (code !== 0) throw new Error(`seed-users ended with ${code}`)
}
