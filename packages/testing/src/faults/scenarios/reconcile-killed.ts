import { createSqlWriter } from '../load/sql-writer.js'
import { compareStores } from '../oracle/compare.js'
import type { Scenario } from '../scenario.js'
import { waitFor } from '../wait-for.js'
import type { World } from '../world/world.js'

/** Somebody's hand in the projection and in the cache: users missing, changed, made up, behind. */
async function tamper({ pools, cache }: World, ids: string[]): Promise<void> {
  const third = Math.floor(ids.length / 3)
  await pools.user.query('DELETE FROM directory_user WHERE id = ANY($1::uuid[])', [ids.slice(0, third)])
  await pools.user.query(`UPDATE directory_user SET last_name = 'Tampered' WHERE id = ANY($1::uuid[])`, [
    ids.slice(third, 2 * third),
  ])
  await pools.user.query('UPDATE directory_user SET user_version = user_version - 1 WHERE id = ANY($1::uuid[])', [
    ids.slice(2 * third),
  ])
  for (const id of ids.slice(0, third)) await cache.hset(`user:profile:${id}`, 'fullName', 'Tampered')
  for (const id of ids.slice(third, 2 * third)) await cache.hset(`user:profile:${id}`, 'version', '1')
}

export const reconcileKilled: Scenario = {
  name: 'reconcile-killed',
  fault: 'projection and cache changed by hand; SIGKILL in the middle of the reconcile that repairs them',
  run: async ({ world, oracle, expect, note, healed }) => {
    const writer = createSqlWriter(world, oracle)
    const users = await writer.insert(3_000, 'To be tampered with')
    const ids = users.map(({ id }) => id)
    for (const version of [2, 3]) await writer.renameAll(ids, `Version ${version}`)
    await waitFor('everyone has arrived', async () => isEqual(await compareStores(world, oracle)), {
      intervalMs: 250,
      timeoutMs: 60_000,
    })
    await tamper(world, ids)
    const before = await compareStores(world, oracle)
    expect(before.lost > 0 && before.unexpected > 0, 'the tampering did no harm')
    const [firstCached = ''] = ids
    const reached: Record<'clinical' | 'chat', () => Promise<boolean>> = {
      clinical: async () => (await countTampered(world)) < ids.length / 3,
      chat: async () => (await world.cache.hget(`user:profile:${firstCached}`, 'fullName')) !== 'Tampered',
    }
    await Promise.all(
      (['clinical', 'chat'] as const).map(async (name) => {
        await world.console.call(name, 'sync.reconcile', { reason: 'the fault suite' })
        // Its first repair is written: that is the middle.
        await waitFor(`${name} repairs`, reached[name], { intervalMs: 1 })
        await world.services[name].kill('SIGKILL')
      }),
    )
    const during = await compareStores(world, oracle)
    note(`${before.unexpected} wrong and ${before.lost} behind; ${during.unexpected} and ${during.lost} at the kill`)
    healed()
    await Promise.all([world.services.clinical.start(), world.services.chat.start()])
  },
}

async function countTampered({ pools }: World): Promise<number> {
  const { rowCount } = await pools.user.query("SELECT 1 FROM directory_user WHERE last_name = 'Tampered'")
  return rowCount ?? 0
}

const isEqual = ({ lost, unexpected }: { lost: number; unexpected: number }) => lost + unexpected === 0
