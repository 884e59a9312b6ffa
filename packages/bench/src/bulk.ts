import { spawn } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Redis } from 'ioredis'
import pg from 'pg'
import type { RunningStack } from './running-stack.js'

export interface BulkResult {
  users: number
  /** Directory insert alone: the baseline. */
  insertSeconds: number
  clinicalSeconds: number
  chatSeconds: number
}

const seedCli = fileURLToPath(new URL('../../../apps/auth-service/dist/cli/seed-users.js', import.meta.url))

/** Adds generated users through the bulk lane and waits until both stores have each of them. Needs an idle stack. */
export async function measureBulk(stack: RunningStack, users: number): Promise<BulkResult> {
  const directory = new pg.Client({ connectionString: stack.databases.auth })
  const clinical = new pg.Client({ connectionString: stack.databases.user })
  const cache = new Redis(stack.cacheRedis.url)
  await Promise.all([directory.connect(), clinical.connect()])
  const count = async (client: pg.Client, table: string) => {
    const { rows } = await client.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`)
    return rows[0]?.n ?? 0
  }
  // A set-based count of keys would hold Redis: how many keys there are is exact while nothing else is stored.
  const before = { clinical: await count(clinical, 'directory_user'), chat: await cache.dbsize() }
  const start = performance.now()
  const seconds = () => (performance.now() - start) / 1000
  let insertSeconds = 0
  const inserted = runSeed(stack, users).then(() => {
    insertSeconds = seconds()
  })
  const arrived = async (read: () => Promise<number>, from: number) => {
    while ((await read()) < from + users) {
      if (seconds() > 600) throw new Error('the users did not arrive within 10 minutes')
      await delay(20)
    }
    return seconds()
  }
  const [clinicalSeconds, chatSeconds] = await Promise.all([
    arrived(() => count(clinical, 'directory_user'), before.clinical),
    arrived(() => cache.dbsize(), before.chat),
    inserted,
  ])
  await Promise.all([directory.end(), clinical.end(), cache.quit()])
  return { users, insertSeconds, clinicalSeconds, chatSeconds }
}

async function runSeed(stack: RunningStack, users: number): Promise<void> {
  const child = spawn(process.execPath, [seedCli, '--users', String(users)], {
    env: { ...process.env, AUTH_DATABASE_URL: stack.databases.auth },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const code = await new Promise((resolve) => child.on('exit', resolve))
  if (code !== 0) throw new Error(`seed-users ended with ${code}`)
}
