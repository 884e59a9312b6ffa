import { setTimeout as sleep } from 'node:timers/promises'
import { waitForEmptyOutbox, waitForProjection } from '../arrival.js'
import { fieldOf, listOf, textOf } from '../load/console-client.js'
import { createSqlWriter, type WrittenUser } from '../load/sql-writer.js'
import type { Scenario, Stage } from '../scenario.js'
import { waitFor } from '../wait-for.js'
import { tenantId, type World } from '../world/world.js'

const removed = 40

const setBrake = ({ pools }: World, count: number, share: number) =>
  pools.auth.query('UPDATE organisation SET brake_count = $2, brake_share = $3 WHERE id = $1', [tenantId, count, share])

async function countActive({ pools }: World, ids: string[]): Promise<number> {
  const { rowCount } = await pools.user.query(
    'SELECT 1 FROM directory_user WHERE id = ANY($1::uuid[]) AND is_active AND deleted_at IS NULL',
    [ids],
  )
  return rowCount ?? 0
}

async function removeEverybody({ world, oracle }: Stage, ids: string[]): Promise<WrittenUser[]> {
  return createSqlWriter(world, oracle).transaction(async (client) => {
    const { rows } = await client.query<WrittenUser>(
      'UPDATE "user" SET is_active = false WHERE id = ANY($1::uuid[]) RETURNING id, version',
      [ids],
    )
    return rows
  })
}

async function findWaitingHold({ console }: World): Promise<string | undefined> {
  const items = listOf(await console.call('auth', 'sync.held', {}), 'items')
  const waiting = items.find((item) => fieldOf(item, 'state') === 'waiting')
  return waiting === undefined ? undefined : textOf(waiting, 'id')
}

export const brakeKilled: Scenario = {
  name: 'brake-killed',
  fault: 'a mass deactivation is held; SIGKILL auth-service while it waits, and again while it is approved',
  run: async (stage) => {
    const { world, oracle, expect, note, healed } = stage
    const writer = createSqlWriter(world, oracle)
    const people = await writer.insert(removed, 'To be removed')
    const ids = people.map(({ id }) => id)
    for (const user of people) await waitForProjection(world, user)
    await setBrake(world, 10, 0)
    await removeEverybody(stage, ids)
    await setBrake(world, 1_000_000, 1)
    const id = await waitFor('the hold is announced', () => findWaitingHold(world))
    await world.services.auth.kill('SIGKILL')
    await world.services.auth.start()
    const edit = await writer.insertOne('Meanwhile')
    await waitForProjection(world, edit)
    for (const name of ['clinical', 'chat'] as const)
      await world.console.call(name, 'sync.reconcile', { reason: 'the fault suite' })
    await sleep(2_000)
    const stillActive = await countActive(world, ids)
    expect(stillActive === removed, `${removed - stillActive} held people were deactivated before anybody approved`)
    expect((await findWaitingHold(world)) === id, 'the hold did not survive the kill')
    const approving = world.console.call('auth', 'sync.approve', { id, reason: 'the fault suite' }).then(
      () => 'answered',
      () => 'unanswered',
    )
    await sleep(15)
    await world.services.auth.kill('SIGKILL')
    note(`the approval under the kill was ${await approving}`)
    healed()
    await world.services.auth.start()
    // Either it happened or it didn't; there is nothing in between.
    if (await findWaitingHold(world))
      await world.console.call('auth', 'sync.approve', { id, reason: 'the fault suite' })
    await waitForEmptyOutbox(world)
    await waitFor('everybody approved is deactivated', async () => (await countActive(world, ids)) === 0)
    const { rowCount } = await world.pools.auth.query('SELECT 1 FROM held_user')
    expect(rowCount === 0, `${rowCount} people are still held`)
  },
}
