import { setTimeout as sleep } from 'node:timers/promises'
import { waitForEmptyOutbox } from '../arrival.js'
import { fieldOf, listOf, numberOf, textOf } from '../load/console-client.js'
import { createSqlWriter } from '../load/sql-writer.js'
import type { Scenario } from '../scenario.js'
import { waitFor } from '../wait-for.js'
import type { World } from '../world/world.js'

async function readRun({ console }: World, id: string): Promise<unknown> {
  const items = listOf(await console.call('auth', 'sync.replays', {}), 'items')
  return items.find((item) => fieldOf(item, 'id') === id)
}

export const replayKilled: Scenario = {
  name: 'replay-killed',
  fault: 'a replay from the start; SIGKILL auth-service and the subscriber in the middle of it',
  run: async ({ world, oracle, expect, note, healed }) => {
    const writer = createSqlWriter(world, oracle)
    const users = await writer.insert(4_000, 'To be replayed')
    await writer.renameAll(
      users.map(({ id }) => id),
      'Replayed as old news',
    )
    // What is still in the outbox is on its way, and no replay takes it.
    await waitForEmptyOutbox(world)
    const scope = { kind: 'start' }
    const id = textOf(
      await world.console.call('auth', 'sync.replay', { subscriber: 'clinical', scope, reason: 'the fault suite' }),
      'id',
    )
    await sleep(100)
    await Promise.all([world.services.auth.kill('SIGKILL'), world.services.clinical.kill('SIGKILL')])
    healed()
    await Promise.all([world.services.auth.start(), world.services.clinical.start({ wait: false })])
    await world.services.clinical.waitUntilReady(40_000)
    const run = await waitFor(
      'the replay goes on to its end',
      async () => {
        const found = await readRun(world, id)
        return fieldOf(found, 'state') === 'running' ? undefined : found
      },
      { timeoutMs: 60_000, intervalMs: 200 },
    )
    expect(fieldOf(run, 'state') === 'done', `it ended as ${JSON.stringify(run)}`)
    const [done, total] = [numberOf(run, 'done'), numberOf(run, 'total')]
    note(`${done} of ${total} events replayed`)
    expect(done === total && total >= 8_000, `${done} of ${total} events were replayed`)
  },
}
