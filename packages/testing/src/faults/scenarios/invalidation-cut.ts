import { setTimeout as sleep } from 'node:timers/promises'
import { waitForCache } from '../arrival.js'
import { fieldOf, textOf } from '../load/console-client.js'
import { createSqlWriter } from '../load/sql-writer.js'
import type { Scenario, Stage } from '../scenario.js'
import { waitFor } from '../wait-for.js'
import type { PipeFilter } from '../world/proxy-pipe.js'
import type { World } from '../world/world.js'

/** What the near cache promises of an answer's age, and what measuring from outside adds. */
const [boundMs, measuringMs] = [2_000, 300]
const silentMs = 8_000
const channel = '__redis__:invalidate'

interface Reading {
  startedAt: number
  version: number
}

/** Every version with the moment at which Redis had it, and everything that was read meanwhile. */
interface Record {
  applied: Map<number, number>
  /** One list a reader, in his order. */
  readings: Reading[][]
}

/** Readers of one card and a writer who renames it, until the fault is over. */
async function recordThrough(stage: Stage, fault: () => Promise<void>): Promise<Record> {
  const { world, oracle } = stage
  const writer = createSqlWriter(world, oracle)
  const user = await writer.insertOne('Version 1')
  await waitForCache(world, user)
  const applied = new Map([[user.version, Date.now()]])
  let over = false
  const read = async () => {
    const readings: Reading[] = []
    while (!over) {
      const startedAt = Date.now()
      const card = await world.console.call('chat', 'profiles.byId', { id: user.id })
      readings.push({ startedAt, version: Number(textOf(card, 'fullName').replace('One Version ', '')) })
      await sleep(10)
    }
    return readings
  }
  const write = async () => {
    for (let version = user.version + 1; !over; version++) {
      const renamed = await writer.rename(user.id, `Version ${version}`)
      await waitForCache(world, renamed)
      applied.set(renamed.version, Date.now())
      await sleep(400)
    }
  }
  const working = Promise.all([write(), ...Array.from({ length: 4 }, read)])
  await Promise.race([fault(), working]).finally(() => {
    over = true
  })
  const [, ...readings] = await working
  return { applied, readings }
}

/** No answer may be older than the bound, and nobody may be answered with less than before. */
function judge({ expect, note }: Stage, when: string, { applied, readings }: Record): void {
  let [latestMs, backwards] = [0, 0]
  for (const own of readings) {
    let newest = 0
    for (const { startedAt, version } of own) {
      if (version < newest) backwards += 1
      newest = Math.max(newest, version)
      const newer = applied.get(version + 1)
      if (newer !== undefined) latestMs = Math.max(latestMs, startedAt - newer)
    }
  }
  const count = readings.flat().length
  note(`${when}: ${applied.size} versions, ${count} readings, the oldest answer ${latestMs} ms behind`)
  expect(applied.size > 2 && count > 20, `${when}: too little was written or read to tell`)
  expect(latestMs <= boundMs + measuringMs, `${when}: somebody read what was old for ${latestMs} ms`)
  expect(backwards === 0, `${when}: ${backwards} readings were older than what the same reader had seen`)
}

async function waitForNear({ console }: World): Promise<void> {
  await waitFor(
    'the near cache hears of changes, or there is none',
    async () => fieldOf(fieldOf(await console.call('chat', 'cache.stats', {}), 'near'), 'state') !== 'cut',
    { timeoutMs: 20_000, intervalMs: 100 },
  )
}

/** Connections from now on go deaf as soon as `isDeaf`, if they are those that hear of invalidations. */
function createDeafener(isDeaf: () => boolean): () => PipeFilter {
  return () => {
    let hears = false
    return (chunk) => {
      hears ||= chunk.includes(channel)
      return hears && isDeaf() ? Buffer.alloc(0) : chunk
    }
  }
}

/** Ends the connections on which Redis tells of changes, by their flag in CLIENT LIST. */
async function killTracking({ cache }: World): Promise<void> {
  const clients = String(await cache.call('CLIENT', 'LIST')).split('\n')
  for (const client of clients) {
    const [, id] = /^id=(\d+)/.exec(client) ?? []
    if (id && / flags=\w*[tB]/.test(client)) await cache.call('CLIENT', 'KILL', 'ID', id)
  }
}

export const invalidationCut: Scenario = {
  name: 'invalidation-cut',
  fault: 'the near cache’s connection goes silent for 8 s, and is killed ten times, under readers and a writer',
  run: async (stage) => {
    const { world, healed } = stage
    const line = world.line('chat.cache')
    let deaf = false
    line.filterAnswers(createDeafener(() => deaf))
    line.cut()
    await waitForNear(world)
    const silent = await recordThrough(stage, async () => {
      deaf = true
      await sleep(silentMs)
    })
    deaf = false
    line.filterAnswers(undefined)
    judge(stage, 'silent', silent)
    await waitForNear(world)
    const killed = await recordThrough(stage, async () => {
      for (let round = 0; round < 10; round++) {
        await killTracking(world)
        await sleep(400)
      }
    })
    judge(stage, 'killed', killed)
    healed()
    await waitForNear(world)
  },
}
