import { setTimeout as sleep } from 'node:timers/promises'
import { startApiWriter } from '../load/api-writer.js'
import { createSqlWriter } from '../load/sql-writer.js'
import type { Scenario, Stage } from '../scenario.js'

/** People write and an import runs while `begin` … `end` lasts. */
async function writeThrough(stage: Stage, begin: () => Promise<unknown>, end: () => Promise<unknown>): Promise<void> {
  const { world, oracle, expect, healed } = stage
  const people = startApiWriter(world, oracle, { workers: 2, pauseMs: 20 })
  await sleep(500)
  await begin()
  try {
    await createSqlWriter(world, oracle).insert(300, 'Refused')
    await sleep(6_000)
  } finally {
    await end()
  }
  healed()
  await people.stop()
  expect(people.counts.acknowledged > 0, 'nothing was acknowledged')
  expect(
    people.counts.unanswered === 0,
    `${people.counts.unanswered} edits failed, though the directory needs no Redis`,
  )
}

export const redisReadOnly: Scenario = {
  name: 'redis-read-only',
  fault: 'queue Redis becomes a read-only replica of nobody, then a master again',
  run: (stage) => {
    const { queue } = stage.world
    return writeThrough(
      stage,
      () => queue.replicaof('127.0.0.1', 1),
      () => queue.replicaof('NO', 'ONE'),
    )
  },
}

export const redisOutOfMemory: Scenario = {
  name: 'redis-out-of-memory',
  fault: 'queue Redis has no memory left, then has again',
  run: (stage) => {
    const { queue } = stage.world
    return writeThrough(
      stage,
      () => queue.config('SET', 'maxmemory', '1'),
      () => queue.config('SET', 'maxmemory', '0'),
    )
  },
}

export const redisClientsKilled: Scenario = {
  name: 'redis-clients-killed',
  fault: 'CLIENT KILL of every connection of both Redis, ten times, under writes',
  run: async (stage) => {
    const { queue, cache } = stage.world
    const kill = async () => {
      for (const server of [queue, cache]) await server.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes')
    }
    await writeThrough(
      stage,
      async () => {
        for (let round = 0; round < 10; round++) {
          await kill()
          await sleep(300)
        }
      },
      kill,
    )
  },
}
