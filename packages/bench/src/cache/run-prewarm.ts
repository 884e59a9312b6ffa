import { createUserCache } from '@rollcall/user-cache/user-cache'
import pg from 'pg'
import type { BenchSize } from '../bench-size.js'
import { type BenchStack, withStack } from '../bench-stack.js'
import { measureBulk } from '../bulk.js'
import { median, rounded } from '../percentiles.js'
import { connectTo, logger } from './cache-server.js'
import { replaceConversations } from './conversations.js'
import { copyBySql } from './copy-by-sql.js'
import { measurePrewarm } from './measure-prewarm.js'

/** Seed 001's example of a run. */
const fewUsers = 2456

/** Prewarms of an emptied cache, with and without the pause, beside the same users copied by SQL alone. */
export function runPrewarm({ cachedUsers, rounds }: BenchSize) {
  return withStack({ PREWARM_AT_START: 'false' }, async (stack) => {
    const { usersPerSecond } = await measureBulk(stack, cachedUsers)
    return { importedPerSecond: usersPerSecond, ...(await measurePrewarms(stack, rounds)) }
  })
}

/** A few users, and then everyone. Needs an idle, loaded stack. */
export async function measurePrewarms(stack: BenchStack, rounds: number) {
  const [directory, chat, redis] = [
    new pg.Client({ connectionString: stack.databases.auth }),
    new pg.Client({ connectionString: stack.databases.chat }),
    await connectTo(stack.cacheRedis.url),
  ]
  const cache = createUserCache({ redis, logger, near: false })
  try {
    await Promise.all([directory.connect(), chat.connect()])
    const { tenantId, userIds } = await readUsers(directory)
    const results: Record<string, object> = {}
    for (const ids of [userIds.slice(0, fewUsers), userIds]) {
      await replaceConversations(chat, tenantId, ids)
      const turns = ids.length === fewUsers ? 5 * rounds : rounds
      const copy = () => copyBySql(directory, cache, ids)
      results[`${ids.length} users`] = await compare({
        ...{ stack, turns, users: ids.length, copy },
        empty: () => redis.flushall(),
      })
    }
    return results
  } finally {
    cache.close()
    redis.disconnect()
    await Promise.all([directory.end(), chat.end()])
  }
}

async function readUsers(directory: pg.Client): Promise<{ tenantId: string; userIds: string[] }> {
  const { rows } = await directory.query<{ tenant_id: string; ids: string[] }>(
    `SELECT tenant_id, array_agg(id) AS ids FROM "user" WHERE deleted_at IS NULL
       AND tenant_id = (SELECT tenant_id FROM "user" WHERE email = 'admin@rollcall.test') GROUP BY tenant_id`,
  )
  const [found] = rows
  if (!found) throw new Error('the demo organisation is not there')
  return { tenantId: found.tenant_id, userIds: found.ids }
}

/** Each turn all three ways, from an empty cache each. */
async function compare(options: {
  stack: BenchStack
  turns: number
  users: number
  copy: () => Promise<void>
  empty: () => Promise<unknown>
}) {
  const { stack, turns, users, copy, empty } = options
  const [copied, unpaused, paused]: [number[], number[], number[]] = [[], [], []]
  let restedMs = 0
  for (let turn = 0; turn < turns; turn++) {
    await empty()
    const start = performance.now()
    await copy()
    copied.push(performance.now() - start)
    await empty()
    const api = await stack.api('chatService')
    unpaused.push((await measurePrewarm(api, users, { delayBetweenBatches: 0 })).durationMs)
    await empty()
    const run = await measurePrewarm(api, users, {})
    paused.push(run.durationMs)
    restedMs = Math.max(restedMs, run.restedMs)
  }
  const [bySql, prewarm] = [median(copied), median(unpaused)]
  return {
    ...{ prewarmMs: prewarm, copiedBySqlMs: bySql, timesBaseline: rounded(prewarm / bySql) },
    usersPerSecond: Math.round((users * 1000) / prewarm),
    ...{ slowestMs: rounded(Math.max(...unpaused)), withPauseMs: median(paused), mostRestedMs: restedMs },
  }
}
