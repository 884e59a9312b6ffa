import { waitForCache } from '../arrival.js'
import { countQuestions } from '../count-questions.js'
import { fieldOf, listOf } from '../load/console-client.js'
import { createSqlWriter } from '../load/sql-writer.js'
import type { Scenario } from '../scenario.js'
import { waitFor } from '../wait-for.js'
import type { World } from '../world/world.js'

const readers = 1000
const maxCallsUpstream = 3

/** A second process of chat-service that has reconciled: its questions would be counted otherwise. */
async function addReplica(world: World): Promise<string> {
  const replica = await world.createReplica('chat')
  await replica.start()
  await waitFor('the replica has reconciled', async () => {
    const { rowCount } = await world.pools.chat.query('SELECT 1 FROM subscriber_state WHERE last_reconcile_at > $1', [
      new Date(replica.startedAt()),
    ])
    return rowCount === 1
  })
  return replica.url
}

export const hotKey: Scenario = {
  name: 'hot-key',
  fault: 'a hot key expires under 1,000 readers of two replicas',
  run: async ({ world, oracle, expect, note }) => {
    const user = await createSqlWriter(world, oracle).insertOne('Celebrity')
    await waitForCache(world, user)
    const urls = [world.services.chat.url, await addReplica(world)]
    const read = async (reader: number) => {
      const url = urls[reader % urls.length] ?? ''
      const answer = await world.console.callAt(url, 'profiles.byIds', { ids: [user.id] }, 30_000)
      return fieldOf(listOf(answer, 'items')[0], 'fullName')
    }
    for (const [reader] of urls.entries()) await read(reader)
    const questions = countQuestions(world.line('chat.directory'))
    const key = `user:profile:${user.id}`
    await world.cache.pexpire(key, 1)
    await waitFor('the key is gone', async () => (await world.cache.exists(key)) === 0)
    const names = await Promise.all(Array.from({ length: readers }, (_, reader) => read(reader).catch(() => undefined)))
    questions.stop()
    const calls = questions.count()
    const right = names.filter((name) => name === 'One Celebrity').length
    note(`${calls} calls upstream for ${readers} readers of ${urls.length} replicas`)
    expect(right === readers, `${readers - right} readers got no or a wrong answer`)
    expect(calls >= 1 && calls <= maxCallsUpstream, `${calls} calls upstream instead of 1 to ${maxCallsUpstream}`)
  },
}
