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
  const before = { clinical: await countUsers(clinical), chat: await cache.dbsize() }
  const stopWatching = watchMemory(stack)
  const start = performance.now()
  const seconds = () => (performance.now() - start) / 1000
  const arrived = async (read: () => Promise<number>, target: number) => {
    while ((await read()) < target) {
      if (seconds() > limitSeconds) throw new Error(`the users did not arrive within ${limitSeconds} s`)
      await delay(50)
    }
    return seconds()
  }
  try {
    const [directorySeconds, clinicalSeconds, chatSeconds] = await Promise.all([
      addUsers(stack, users).then(seconds),
      arrived(() => countUsersCheaply(clinical, before.clinical + users), before.clinical + users),
      // How many keys there are costs nothing, and nothing else is stored there now.
      arrived(() => cache.dbsize(), before.chat + users),
    ])
    return {
      users,
      directorySeconds: rounded(directorySeconds),
      clinicalSeconds: rounded(clinicalSeconds),
      chatSeconds: rounded(chatSeconds),
      usersPerSecond: Math.round(users / Math.max(directorySeconds, clinicalSeconds, chatSeconds)),
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

/** Counting 300,000 rows twenty times a second would slow down what is measured: the statistics say when to look. */
async function countUsersCheaply(client: pg.Client, target: number): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    `SELECT n_tup_ins::int AS n FROM pg_stat_user_tables WHERE relname = 'directory_user'`,
  )
  const inserted = rows[0]?.n ?? 0
  return inserted < target ? inserted : countUsers(client)
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
