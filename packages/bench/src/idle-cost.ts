import { setTimeout as delay } from 'node:timers/promises'
import { Redis } from 'ioredis'
import pg from 'pg'
import type { BenchStack } from './bench-stack.js'
import { rounded } from './percentiles.js'
import { type Part, readUsage } from './process-usage.js'
import { reconcileOnce } from './reconcile.js'

export interface IdleCost {
  seconds: number
  /** Share of one core, percent, of each part with all of its processes. */
  cpuPercent: Partial<Record<Part, number>>
  /** The whole stack, and the three services alone. */
  cpuPercentTogether: number
  cpuPercentServices: number
  transactionsPerSecond: Record<'auth' | 'user' | 'chat', number>
  redisCommandsPerSecond: { queue: number; cache: number }
}

/** What the stack costs while nobody does anything, after `settleMs` of rest: V8 and autovacuum work on for a while. */
export async function measureIdleCost(stack: BenchStack, seconds: number, settleMs = 60_000): Promise<IdleCost> {
  await delay(settleMs)
  const before = await readCounters(stack)
  await delay(seconds * 1000)
  const after = await readCounters(stack)
  const perSecond = (name: keyof typeof before.counts) =>
    rounded(((after.counts[name] ?? 0) - (before.counts[name] ?? 0)) / seconds)
  const cpuPercent: IdleCost['cpuPercent'] = {}
  for (const [part, { cpuSeconds }] of Object.entries(after.usage) as [Part, { cpuSeconds: number }][]) {
    cpuPercent[part] = rounded(((cpuSeconds - (before.usage[part]?.cpuSeconds ?? 0)) / seconds) * 100)
  }
  const sum = (parts: Part[]) => rounded(parts.reduce((total, part) => total + (cpuPercent[part] ?? 0), 0))
  return {
    seconds,
    cpuPercent,
    cpuPercentTogether: sum(Object.keys(cpuPercent) as Part[]),
    cpuPercentServices: sum(['authService', 'userService', 'chatService']),
    transactionsPerSecond: { auth: perSecond('auth'), user: perSecond('user'), chat: perSecond('chat') },
    redisCommandsPerSecond: { queue: perSecond('queue'), cache: perSecond('cache') },
  }
}

/** Seconds, and CPU seconds of the whole stack, of one look through the user cache. */
export async function measureCacheReconcile(stack: BenchStack): Promise<{ seconds: number; cpuSeconds: number }> {
  const api = await stack.api('chatService')
  const spent = async () => Object.values(await readUsage(stack)).reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0)
  const before = await spent()
  const seconds = await reconcileOnce(api, 0)
  return { seconds, cpuSeconds: rounded((await spent()) - before) }
}

async function readCounters(stack: BenchStack) {
  const transactions = async (connectionString: string) => {
    const client = new pg.Client({ connectionString })
    await client.connect()
    const { rows } = await client.query<{ n: string }>(
      'SELECT xact_commit + xact_rollback AS n FROM pg_stat_database WHERE datname = current_database()',
    )
    await client.end()
    return Number(rows[0]?.n)
  }
  const commands = async (url: string) => {
    const redis = new Redis(url)
    const info = await redis.info('stats')
    await redis.quit()
    return Number(/total_commands_processed:(\d+)/.exec(info)?.[1])
  }
  const [auth, user, chat, queue, cache, usage] = await Promise.all([
    transactions(stack.databases.auth),
    transactions(stack.databases.user),
    transactions(stack.databases.chat),
    commands(stack.queueRedis.url),
    commands(stack.cacheRedis.url),
    readUsage(stack),
  ])
  return { counts: { auth, user, chat, queue, cache }, usage }
}
