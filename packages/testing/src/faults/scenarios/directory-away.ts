import { setTimeout as sleep } from 'node:timers/promises'
import { waitForCache } from '../arrival.js'
import { fieldOf, listOf } from '../load/console-client.js'
import { createSqlWriter } from '../load/sql-writer.js'
import type { Scenario, Stage } from '../scenario.js'

const answerLimitMs = 5_000

/** Reads ids that are not cached while nothing answers; says how long the slowest answer took. */
async function readInTheDark({ world, expect }: Stage, ids: string[]): Promise<number> {
  let slowestMs = 0
  for (let round = 0; round < 6; round++) {
    const startedAt = Date.now()
    const answer = await world.console.call('chat', 'profiles.byIds', { ids })
    slowestMs = Math.max(slowestMs, Date.now() - startedAt)
    const codes = listOf(answer, 'errors').map((error) => fieldOf(error, 'code'))
    expect(
      listOf(answer, 'items').length === 0 &&
        codes.length === ids.length &&
        codes.every((code) => code === 'UNAVAILABLE'),
      `a list was answered as ${JSON.stringify(answer).slice(0, 200)}`,
    )
  }
  return slowestMs
}

export const directoryAway: Scenario = {
  name: 'directory-away',
  fault: 'auth-service silent, then dead, with a cold cache',
  run: async (stage) => {
    const { world, oracle, expect, note, healed } = stage
    const users = await createSqlWriter(world, oracle).insert(10, 'Cold')
    for (const user of users) await waitForCache(world, user)
    const ids = users.map(({ id }) => id)
    // Once with everything there, so that the token's key is known.
    await world.console.call('chat', 'profiles.byIds', { ids })
    await world.cache.del(...ids.map((id) => `user:profile:${id}`))
    world.line('chat.directory').stall()
    const slowestMs = await readInTheDark(stage, ids)
    note(`the slowest answer in the dark took ${slowestMs} ms`)
    expect(slowestMs <= answerLimitMs, `an answer took ${slowestMs} ms`)
    const startedAt = Date.now()
    const card = await world.console.call('chat', 'profiles.byId', { id: ids[0] })
    const cardMs = Date.now() - startedAt
    expect(fieldOf(card, 'source') === 'stand-in', `one person's card was answered as ${JSON.stringify(card)}`)
    expect(cardMs < 1000, `the breaker is not open: a card took ${cardMs} ms`)
    await world.services.auth.kill('SIGKILL')
    world.line('chat.directory').pass()
    await sleep(500)
    expect(
      (await world.cache.exists(...ids.map((id) => `user:profile:${id}`))) === 0,
      'something was cached in the dark',
    )
    await world.services.auth.start()
    healed()
  },
}
