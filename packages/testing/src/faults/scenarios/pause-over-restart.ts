import { setTimeout as sleep } from 'node:timers/promises'
import { waitForCache, waitForProjection } from '../arrival.js'
import { fieldOf, listOf } from '../load/console-client.js'
import { createSqlWriter, type WrittenUser } from '../load/sql-writer.js'
import type { Scenario } from '../scenario.js'
import { waitFor } from '../wait-for.js'
import { forgetOnDisk } from '../world/servers.js'
import type { World } from '../world/world.js'

async function isQueuePaused({ console }: World): Promise<boolean> {
  const subscribers = listOf(await console.call('auth', 'sync.overview', {}), 'subscribers')
  const clinical = subscribers.find((item) => fieldOf(item, 'name') === 'clinical')
  return fieldOf(fieldOf(clinical, 'queue'), 'paused') === true && (fieldOf(clinical, 'paused') ?? null) !== null
}

async function hasArrived({ pools }: World, { id }: WrittenUser): Promise<boolean> {
  return (await pools.user.query('SELECT 1 FROM directory_user WHERE id = $1', [id])).rowCount === 1
}

export const pauseOverRestart: Scenario = {
  name: 'pause-over-restart',
  fault: 'a paused queue; its Redis comes back empty and both services are killed meanwhile',
  run: async ({ world, oracle, expect, healed }) => {
    const writer = createSqlWriter(world, oracle)
    const { auth, clinical } = world.services
    await world.console.call('auth', 'sync.pause', { subscriber: 'clinical', reason: 'The fault suite looks at it' })
    await waitFor('the queue is paused', () => isQueuePaused(world))
    const before = await writer.insertOne('Paused')
    await waitForCache(world, before)
    await Promise.all([auth.kill('SIGKILL'), clinical.kill('SIGKILL'), world.queueRedis.kill('SIGKILL')])
    await forgetOnDisk(world.queueRedis)
    await world.queueRedis.restart()
    await auth.start()
    await waitFor('the queue is paused again', () => isQueuePaused(world))
    await clinical.start({ wait: false })
    const after = await writer.insertOne('Still paused')
    await waitForCache(world, after)
    await sleep(3_000)
    expect(!(await hasArrived(world, after)), 'a paused subscriber was brought up to date')
    await world.console.call('auth', 'sync.resume', { subscriber: 'clinical', reason: 'the fault suite' })
    healed()
    await waitForProjection(world, after)
  },
}
