import { measureBullMqHops, measureStreamHops } from './bare-hop.js'
import type { BenchSize } from './bench-size.js'
import { withStack } from './bench-stack.js'
import { addUsers, type BulkResult, measureBulk } from './bulk.js'
import { runCache } from './cache/run-cache.js'
import { runPrewarm } from './cache/run-prewarm.js'
import { runConsole, runTab } from './console/run-console.js'
import { measureEdits } from './edit-latency.js'
import { measureCacheReconcile, measureIdleCost } from './idle-cost.js'
import { median, percentiles, rounded } from './percentiles.js'
import { measureReconcile } from './reconcile.js'

/** 300,000 users imported into a fresh stack, beside the same road with one event a message, round by round. */
export async function runBulk({ rounds, users }: BenchSize) {
  const packed: BulkResult[] = []
  const single: BulkResult[] = []
  for (let round = 0; round < rounds; round++) {
    packed.push(await withStack({}, (stack) => measureBulk(stack, users)))
    const fewer = Math.ceil(users / 10)
    single.push(await withStack({ RELAY_BATCH_EVENTS: '1' }, (stack) => measureBulk(stack, fewer)))
  }
  const rate = (results: BulkResult[]) => median(results.map(({ usersPerSecond }) => usersPerSecond))
  return {
    usersPerSecond: rate(packed),
    directoryAlonePerSecond: Math.round(median(packed.map((result) => result.users / result.directorySeconds))),
    oneEventAMessagePerSecond: rate(single),
    timesFaster: rounded(rate(packed) / rate(single)),
    rounds: { packed, oneEventAMessage: single },
  }
}

/** One edit at a time on an idle stack, beside one bare hop over the same Redis. Milliseconds. */
export async function runEdit({ edits }: BenchSize) {
  return withStack({}, async (stack) => {
    await measureEdits(stack, (done) => done < Math.min(100, edits))
    const sample = await measureEdits(stack, (done) => done < edits)
    return {
      edits,
      acknowledgedToProjection: percentiles(sample.fromAcknowledged),
      askedToProjection: percentiles(sample.fromAsked),
      bareBullMqHop: percentiles(await measureBullMqHops(stack.queueRedis.url, edits)),
      bareStreamsHop: percentiles(await measureStreamHops(stack.queueRedis.url, edits)),
    }
  })
}

/** The same edit while an import runs. Milliseconds. */
export async function runEditDuringImport({ users }: BenchSize) {
  return withStack({}, async (stack) => {
    const idle = await measureEdits(stack, (done) => done < 200)
    let importing = true
    const importEnds = addUsers(stack, users).finally(() => {
      importing = false
    })
    const sample = await measureEdits(stack, () => importing)
    await importEnds
    return {
      users,
      edits: sample.fromAcknowledged.length,
      acknowledgedToProjection: percentiles(sample.fromAcknowledged),
      askedToProjection: percentiles(sample.fromAsked),
      idleBefore: percentiles(idle.fromAcknowledged),
    }
  })
}

/** The clinical store reconciled, beside reading or copying everyone by SQL alone. */
export async function runReconcile({ users }: BenchSize) {
  return withStack({}, async (stack) => {
    await measureBulk(stack, users)
    return measureReconcile(stack)
  })
}

/** What the stack costs while nobody uses it: as it starts, and with many users in it. */
export async function runIdle({ idleSeconds, users }: BenchSize) {
  return withStack({}, async (stack) => {
    const withTenUsers = await measureIdleCost(stack, idleSeconds)
    await measureBulk(stack, users)
    // Rested until past the five minutes after which the services compare themselves: that cost is measured apart.
    const withManyUsers = { users, ...(await measureIdleCost(stack, idleSeconds, 180_000)) }
    return { withTenUsers, withManyUsers, cacheReconcile: await measureCacheReconcile(stack) }
  })
}

/** One directory that grows: each step's speed and memory beside the step before. */
export async function runGrowth({ growth }: BenchSize) {
  return withStack({}, async (stack) => {
    const steps: (BulkResult & { directoryUsers: number })[] = []
    let size = 0
    for (const target of growth) {
      steps.push({ directoryUsers: target, ...(await measureBulk(stack, target - size)) })
      size = target
    }
    return { steps }
  })
}

export const suites = {
  bulk: runBulk,
  edit: runEdit,
  'edit-during-import': runEditDuringImport,
  reconcile: runReconcile,
  idle: runIdle,
  growth: runGrowth,
  cache: runCache,
  prewarm: runPrewarm,
  console: runConsole,
  tab: runTab,
}
export type SuiteName = keyof typeof suites
