import { setTimeout as sleep } from 'node:timers/promises'
import { waitForCache, waitForEmptyOutbox, waitForProjection } from '../arrival.js'
import { startApiWriter } from '../load/api-writer.js'
import { createSqlWriter } from '../load/sql-writer.js'
import type { Scenario, Stage } from '../scenario.js'
import { forgetOnDisk } from '../world/servers.js'

const outageMs = 20_000
/** checks.md: consumption resumes within 30 s without a restart. */
const resumeLimitSeconds = 30

/** Published and not consumed: what a broker without its data loses for good. */
async function fillTheQueue({ world, oracle }: Stage): Promise<void> {
  const writer = createSqlWriter(world, oracle)
  world.services.clinical.freeze()
  world.services.chat.freeze()
  await writer.insert(120, 'In the queue')
  for (let index = 0; index < 10; index++) await writer.insertOne('In the queue')
  await waitForEmptyOutbox(world)
}

async function takeTheBrokerAway(stage: Stage, losesData: boolean): Promise<void> {
  const { world, oracle, expect, note, healed } = stage
  const pids = Object.values(world.services).map((service) => service.pid())
  await fillTheQueue(stage)
  await world.queueRedis.kill('SIGKILL')
  if (losesData) await forgetOnDisk(world.queueRedis)
  world.services.clinical.thaw()
  world.services.chat.thaw()
  const people = startApiWriter(world, oracle, { workers: 2, pauseMs: 50 })
  await sleep(outageMs)
  await people.stop()
  expect(people.counts.acknowledged > 0, 'nobody could write while the broker was away')
  await world.queueRedis.restart()
  healed()
  const user = await createSqlWriter(world, oracle).insertOne('After the outage')
  const limit = { timeoutMs: 60_000 }
  const seconds = Math.max(
    ...(await Promise.all([waitForProjection(world, user, limit), waitForCache(world, user, limit)])),
  )
  note(`consumption resumed after ${seconds.toFixed(1)} s; ${people.counts.acknowledged} writes during the outage`)
  expect(seconds <= resumeLimitSeconds, `consumption resumed only after ${seconds.toFixed(1)} s`)
  const now = Object.values(world.services).map((service) => service.pid())
  expect(JSON.stringify(pids) === JSON.stringify(now), 'a service was started again')
}

export const queueRedisKilledKeepsData: Scenario = {
  name: 'queue-redis-killed-keeps-data',
  fault: 'queue Redis killed for 20 s with a full queue, comes back with its data',
  run: (stage) => takeTheBrokerAway(stage, false),
}

export const queueRedisKilledLosesData: Scenario = {
  name: 'queue-redis-killed-loses-data',
  fault: 'queue Redis killed for 20 s with a full queue, comes back empty',
  run: (stage) => takeTheBrokerAway(stage, true),
}
