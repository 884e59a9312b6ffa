import { setTimeout as sleep } from 'node:timers/promises'
import { waitForCache } from '../arrival.js'
import { fieldOf, listOf } from '../load/console-client.js'
import { createSqlWriter } from '../load/sql-writer.js'
import type { Scenario } from '../scenario.js'
import { watchLine } from '../watch-line.js'

export const lateFallback: Scenario = {
  name: 'late-fallback',
  fault: 'the fallback answers late while an update passes it',
  short: true,
  run: async ({ world, oracle, expect }) => {
    const writer = createSqlWriter(world, oracle)
    const user = await writer.insertOne('Old name')
    await waitForCache(world, user)
    await world.console.call('chat', 'profiles.byIds', { ids: [user.id] })
    await world.cache.del(`user:profile:${user.id}`)
    const directory = world.line('chat.directory')
    // The directory has read version 1 by the time its answer stands in the line.
    const asking = watchLine(directory, user.id, () => directory.stall('down'))
    const reading = world.console.call('chat', 'profiles.byIds', { ids: [user.id] })
    await asking.seen()
    asking.stop()
    await sleep(300)
    const renamed = await writer.rename(user.id, 'New name')
    await waitForCache(world, renamed)
    directory.pass()
    const [profile] = listOf(await reading, 'items')
    await sleep(200)
    const kept = await world.cache.hmget(`user:profile:${user.id}`, 'version', 'fullName')
    expect(kept.join() === '2,One New name', `the cache has ${kept.join()} after the late answer`)
    const again = await world.console.call('chat', 'profiles.byIds', { ids: [user.id] })
    expect(fieldOf(listOf(again, 'items')[0], 'fullName') === 'One New name', 'a reader sees the old name')
    expect(profile !== undefined, 'the late reader got no answer')
  },
}
