import { waitForCache } from '../arrival.js'
import { fieldOf, listOf } from '../load/console-client.js'
import { createSqlWriter } from '../load/sql-writer.js'
import type { Scenario } from '../scenario.js'

const readers = 1000
const maxCallsUpstream = 3

export const hotKey: Scenario = {
  name: 'hot-key',
  fault: 'a hot key expires under 1,000 readers',
  run: async ({ world, oracle, expect, note }) => {
    const user = await createSqlWriter(world, oracle).insertOne('Celebrity')
    await waitForCache(world, user)
    await world.console.call('chat', 'profiles.byIds', { ids: [user.id] })
    let calls = 0
    const unwatch = world.line('chat.directory').watch((chunk, direction) => {
      if (direction === 'up' && chunk.includes('directory.snapshot')) calls += 1
    })
    await world.cache.del(`user:profile:${user.id}`)
    const answers = await Promise.all(
      Array.from({ length: readers }, () =>
        world.console.call('chat', 'profiles.byIds', { ids: [user.id] }, 30_000).catch(() => undefined),
      ),
    )
    unwatch()
    const right = answers.filter(
      (answer) => answer !== undefined && fieldOf(listOf(answer, 'items')[0], 'fullName') === 'One Celebrity',
    )
    note(`${calls} calls upstream for ${readers} readers`)
    expect(right.length === readers, `${readers - right.length} readers got no or a wrong answer`)
    expect(calls >= 1 && calls <= maxCallsUpstream, `${calls} calls upstream instead of 1 to ${maxCallsUpstream}`)
  },
}
