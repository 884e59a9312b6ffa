import { setTimeout as sleep } from 'node:timers/promises'
import { fieldOf, listOf, textOf } from '../load/console-client.js'
import { serviceNames } from '../world/service-environments.js'
import type { World } from '../world/world.js'
import { type Comparison, compareStores } from './compare.js'
import type { Oracle } from './oracle.js'
import { countMessages, readRoad } from './read-stores.js'

export interface Settled extends Comparison {
  /** From the end of the fault until everything was equal and ready; null when it never was. */
  healSeconds: number | null
}

const intervalMs = 200
const readersChecked = 100

/**
 * Waits until directory = projection = cache, the outbox and the queues are empty, every service is ready and a reader sees what the
 * directory holds; at most `limitMs` from `since` (ms). Answers what was still wrong then.
 */
export async function settle(options: {
  world: World
  oracle: Oracle
  since: number
  limitMs: number
  signal: AbortSignal
}): Promise<Settled> {
  const { world, oracle, since, limitMs, signal } = options
  let last: Comparison = { lost: 0, unexpected: 1, examples: ['nothing could be compared'] }
  for (;;) {
    const checkedAt = Date.now()
    last = await check(world, oracle).catch((error: unknown) => ({
      ...{ lost: 0, unexpected: 1, examples: [`the stores could not be read: ${String(error)}`] },
    }))
    if (last.lost + last.unexpected === 0) return { ...last, healSeconds: Math.max(0, checkedAt - since) / 1000 }
    if (Date.now() - since > limitMs || signal.aborted) return { ...last, healSeconds: null }
    await sleep(intervalMs)
  }
}

async function check(world: World, oracle: Oracle): Promise<Comparison> {
  // The cheap questions first: comparing everything takes CPU from the very services that are healing.
  const { pending } = await readRoad(world)
  if (pending > 0) return wrong(`${pending} events are in the outbox`)
  const waiting = await countMessages(world)
  if (waiting > 0) return wrong(`${waiting} messages are in the queues`)
  const comparison = await compareStores(world, oracle)
  if (comparison.lost + comparison.unexpected > 0) return comparison
  for (const name of serviceNames) {
    const { status, text } = await world.services[name].readiness()
    if (status !== 200) return wrong(`${name} is not ready: ${status} ${text}`)
  }
  return (await findWrongReading(world, oracle)) ?? comparison
}

const wrong = (example: string): Comparison => ({ lost: 0, unexpected: 1, examples: [example] })

/** Reads the latest users as a person in the chat does: through the cache, from the directory where they are not cached. */
async function findWrongReading(world: World, oracle: Oracle): Promise<Comparison | undefined> {
  const ids = oracle.recentUsers(readersChecked)
  if (ids.length === 0) return undefined
  const { rows } = await world.pools.auth.query<{ id: string; name: string }>(
    `SELECT id, first_name || ' ' || last_name AS name FROM published_user
     WHERE id = ANY($1::uuid[]) AND deleted_at IS NULL`,
    [ids],
  )
  const answer = await world.console.call('chat', 'profiles.byIds', { ids })
  const seen = new Map(listOf(answer, 'items').map((item) => [textOf(item, 'userId'), fieldOf(item, 'fullName')]))
  const wrongOnes = rows.filter(({ id, name }) => seen.get(id) !== name)
  const [first] = wrongOnes
  if (first) return wrong(`a reader sees "${String(seen.get(first.id))}" instead of "${first.name}" (${first.id})`)
  return seen.size === rows.length ? undefined : wrong(`a reader sees ${seen.size - rows.length} deleted users`)
}
