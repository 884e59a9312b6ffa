import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { waitForCache } from '../arrival.js'
import { fieldOf, listOf } from '../load/console-client.js'
import { createSqlWriter } from '../load/sql-writer.js'
import type { Scenario, Stage } from '../scenario.js'
import { waitFor } from '../wait-for.js'

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

/** Users of whom no tier holds anything; `seen` is one whom this process has read before. */
async function prepareColdCache({ world, oracle }: Stage): Promise<{ keys: string[]; ids: string[]; seen: string }> {
  const writer = createSqlWriter(world, oracle)
  const [seen, ...users] = await writer.insert(11, 'Cold')
  for (const user of users) await waitForCache(world, user)
  const id = seen?.id ?? ''
  await waitForCache(world, { id, version: 1 })
  // Once with everything there, so that the token's key is known; the token has to last through the dark.
  await world.console.renew()
  await world.console.call('chat', 'profiles.byIds', { ids: [id] })
  const ids = users.map((user) => user.id)
  // A breaker that a fault before has left open would answer for this one.
  await waitFor(
    'the directory is asked again',
    async () => {
      const answer = await world.console.call('chat', 'profiles.byIds', { ids: [randomUUID()] })
      return fieldOf(listOf(answer, 'errors')[0], 'code') === 'NOT_FOUND'
    },
    { timeoutMs: 45_000, intervalMs: 500 },
  )
  const keys = [id, ...ids].map((key) => `user:profile:${key}`)
  await world.cache.del(...keys)
  return { keys, ids, seen: id }
}

/** Cards are answered at once when the breaker is open: by what was known last, marked as old, or by a stand-in. */
async function readCards({ world, expect }: Stage, cold: string | undefined, seen: string): Promise<void> {
  const startedAt = Date.now()
  const card = await world.console.call('chat', 'profiles.byId', { id: cold })
  const cardMs = Date.now() - startedAt
  expect(fieldOf(card, 'source') === 'stand-in', `one person's card was answered as ${JSON.stringify(card)}`)
  expect(cardMs < 1000, `the breaker is not open: a card took ${cardMs} ms`)
  const known = await world.console.call('chat', 'profiles.byId', { id: seen })
  const source = fieldOf(known, 'source')
  const isOld = source === 'stale' && Number(fieldOf(known, 'ageSeconds')) >= 0
  expect(isOld || source === 'stand-in', `a card that was seen before was answered as ${JSON.stringify(known)}`)
}

async function runInTheDark(stage: Stage, fault: { begin: () => void; end: () => Promise<void> }): Promise<void> {
  const { world, expect, note, healed } = stage
  const { keys, ids, seen } = await prepareColdCache(stage)
  fault.begin()
  const slowestMs = await readInTheDark(stage, ids)
  note(`the slowest answer in the dark took ${slowestMs} ms`)
  expect(slowestMs <= answerLimitMs, `an answer took ${slowestMs} ms`)
  await readCards(stage, ids[0], seen)
  await fault.end()
  await sleep(500)
  expect((await world.cache.exists(...keys)) === 0, 'something was cached in the dark')
  if (!world.services.auth.isRunning()) await world.services.auth.start()
  world.services.auth.thaw()
  healed()
}

export const directoryAway: Scenario = {
  name: 'directory-away',
  fault: 'auth-service silent, then dead, with a cold cache',
  run: (stage) => {
    const { services, line } = stage.world
    return runInTheDark(stage, {
      begin: () => line('chat.directory').stall(),
      end: async () => {
        await services.auth.kill('SIGKILL')
        line('chat.directory').pass()
      },
    })
  },
}

export const directoryFrozen: Scenario = {
  name: 'directory-frozen',
  fault: 'SIGSTOP of auth-service with a cold cache, until the breaker is open; then it goes on',
  run: (stage) => {
    const { auth } = stage.world.services
    return runInTheDark(stage, { begin: auth.freeze, end: async () => undefined })
  },
}
