import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Oracle } from '../oracle/oracle.js'
import type { World } from '../world/world.js'
import { CallError, fieldOf, numberOf, textOf } from './console-client.js'

interface OwnUser {
  id: string
  version: number
  active: boolean
  deleted: boolean
}

export interface ApiWriter {
  /** Writes answered with success, refused with a reason, and without any answer. */
  counts: { acknowledged: number; refused: number; unanswered: number }
  /** Lets the requests under way end. */
  stop: () => Promise<void>
}

const requestTimeoutMs = 10_000
const pauseAfterFaultMs = 100

/**
 * People at work: `workers` of them, each creating and changing users of his own through the API, one request after the
 * other. An answer is acknowledged; a request without one may or may not have had its effect, so the user is read again.
 */
export function startApiWriter(
  world: World,
  oracle: Oracle,
  options: { workers?: number; pauseMs?: number } = {},
): ApiWriter {
  const { workers = 4, pauseMs = 10 } = options
  const counts = { acknowledged: 0, refused: 0, unanswered: 0 }
  let stopped = false

  const work = async () => {
    const users: OwnUser[] = []
    while (!stopped) {
      const user = users.length < 5 || Math.random() < 0.3 ? undefined : pick(users)
      try {
        const { path, input } = user ? planChange(user) : planCreation()
        const written = readUser(await world.console.call('auth', path, input, requestTimeoutMs))
        oracle.acknowledge(written.id, written.version)
        counts.acknowledged += 1
        if (user) Object.assign(user, written)
        else users.push(written)
        await sleep(pauseMs)
      } catch (error) {
        if (error instanceof CallError && error.status >= 400 && error.status < 500) counts.refused += 1
        else counts.unanswered += 1
        if (user) await readAgain(world, user)
        await sleep(pauseAfterFaultMs)
      }
    }
  }
  const working = Array.from({ length: workers }, work)
  return {
    counts,
    stop: async () => {
      stopped = true
      await Promise.all(working)
    },
  }
}

function planCreation(): { path: string; input: unknown } {
  const input = { email: `p-${randomUUID()}@rollcall.test`, firstName: 'Person', lastName: 'At work', role: 'nurse' }
  return { path: 'users.create', input }
}

/** One change that this user's state allows. */
function planChange(user: OwnUser): { path: string; input: unknown } {
  const { id, version: expectedVersion } = user
  if (user.deleted) return { path: 'users.restore', input: { id, expectedVersion } }
  const fate = Math.random()
  if (fate < 0.1) return { path: 'users.remove', input: { id, expectedVersion } }
  if (fate < 0.3) return { path: user.active ? 'users.deactivate' : 'users.activate', input: { id, expectedVersion } }
  if (fate < 0.45) {
    return { path: 'users.setRole', input: { id, expectedVersion, role: fate < 0.38 ? 'doctor' : 'nurse' } }
  }
  const changes = { lastName: `Name ${randomUUID().slice(0, 8)}`, ministere: fate < 0.7 ? 'Health' : null }
  return { path: 'users.update', input: { id, expectedVersion, changes } }
}

function readUser(answer: unknown): OwnUser {
  return {
    id: textOf(answer, 'id'),
    version: numberOf(answer, 'version'),
    active: fieldOf(answer, 'isActive') === true,
    deleted: (fieldOf(answer, 'deletedAt') ?? null) !== null,
  }
}

async function readAgain(world: World, user: OwnUser): Promise<void> {
  try {
    Object.assign(user, readUser(await world.console.call('auth', 'users.byId', { id: user.id }, requestTimeoutMs)))
  } catch {
    // Still away; the next change is refused as stale and reads again.
  }
}

function pick<T>(list: readonly T[]): T | undefined {
  return list[Math.floor(Math.random() * list.length)]
}
