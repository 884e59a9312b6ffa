import type { DirectoryUser } from '@rollcall/events/user-event'
import { createLogger } from '@rollcall/service-kit/logger'
import { startRedisServer, type TestRedisServer } from '@rollcall/testing/redis-server'
import fc from 'fast-check'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { exampleTenantId, exampleUser, exampleUserId } from './test-support/example-user.js'
import { createMemoryDirectory, type MemoryDirectory } from './test-support/memory-directory.js'
import { createUserCache, type UserCache } from './user-cache.js'
import { createUserReader, type UserReader } from './user-reader.js'

const logger = createLogger({ service: 'test', level: 'silent' })
const people = [0, 1, 2]
const neverOpens = { volumeThreshold: Number.MAX_SAFE_INTEGER }

/** What can happen between, before and during reads. */
type Step =
  | { do: 'change'; who: number }
  | { do: 'delete'; who: number }
  /** One of the events that wait, in any order; `again` leaves it to be delivered once more. */
  | { do: 'deliver'; which: number; by: number; again: boolean; mayBeOld: boolean }
  | { do: 'read'; who: number; by: number; wait: boolean }
  | { do: 'readAll'; by: number }
  /** Questions to the directory are held up, or let go with what they found when they were asked. */
  | { do: 'hold' }
  | { do: 'letGo' }
  | { do: 'away' }
  | { do: 'back' }
  | { do: 'evict'; who: number }
  | { do: 'invalidate'; who: number; by: number }
  | { do: 'flush' }
  | { do: 'spoil'; who: number }

const who = fc.constantFrom(...people)
const by = fc.constantFrom(0, 1)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('change' as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('delete' as const), who }) },
  {
    weight: 5,
    arbitrary: fc.record({
      ...{ do: fc.constant('deliver' as const), which: fc.nat(9), by, again: fc.boolean(), mayBeOld: fc.boolean() },
    }),
  },
  { weight: 7, arbitrary: fc.record({ do: fc.constant('read' as const), who, by, wait: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('readAll' as const), by }) },
  { weight: 2, arbitrary: fc.constant({ do: 'hold' as const }) },
  { weight: 3, arbitrary: fc.constant({ do: 'letGo' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'away' as const }) },
  { weight: 2, arbitrary: fc.constant({ do: 'back' as const }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('evict' as const), who }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('invalidate' as const), who, by }) },
  { weight: 1, arbitrary: fc.constant({ do: 'flush' as const }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('spoil' as const), who }) },
)

let server: TestRedisServer
let redis: Redis
/** Two processes with near caches, whose memory goes on from one run to the next: so do the versions. */
let processes: { redis: Redis; cache: UserCache; reader: UserReader; given: Map<number, number> }[]
let directory: MemoryDirectory
let versions: Map<number, number>
beforeAll(async () => {
  server = await startRedisServer()
  redis = new Redis(server.url)
  directory = createMemoryDirectory()
  versions = new Map(people.map((n) => [n, 0]))
  processes = [0, 1].map(() => {
    const connection = new Redis(server.url)
    const cache = createUserCache({ redis: connection, logger, near: {} })
    const reader = createUserReader({ cache, fetchMany: directory.fetchMany, logger, breaker: neverOpens })
    return { redis: connection, cache, reader, given: new Map() }
  })
  await vi.waitFor(() => {
    for (const { cache } of processes) expect(cache.nearStats().state).toBe('live')
  })
})
afterAll(async () => {
  for (const { redis: connection, cache, reader } of processes) {
    reader.close()
    cache.close()
    connection.disconnect()
  }
  redis.disconnect()
  await server.stop()
})

const processOf = (n: number) => processes[n] ?? expect.unreachable('there are two processes')
/** The version of an answer; a deletion shows as the version of the person's last writing, for nobody is found. */
const versionOf = (fullName: string) => Number(/ v(\d+)$/.exec(fullName)?.[1])

/** Plays the steps; a process must never be given less than what it had been given when it began to read. */
async function play(steps: Step[]): Promise<void> {
  const waiting: DirectoryUser[] = []
  const reads: Promise<unknown>[] = []
  let [isHeld, letGo] = [false, () => {}]
  const write = (n: number, deleted: boolean) => {
    const version = (versions.get(n) ?? 0) + 1
    versions.set(n, version)
    const user = exampleUser(n, { version, deleted })
    directory.store(user)
    waiting.push(user)
  }
  const read = async (n: number, by: number) => {
    const { reader, given } = processOf(by)
    const least = given.get(n) ?? 0
    const profile = await reader.byId(exampleTenantId, exampleUserId(n)).catch(() => null)
    // Nobody found: a tombstone or an unknown id, of which the answer tells no version.
    if (!profile) return
    const version = versionOf(profile.fullName)
    expect(version, `person ${n} by process ${by}`).toBeGreaterThanOrEqual(least)
    given.set(n, Math.max(version, given.get(n) ?? 0))
  }
  const hold = () => {
    if (isHeld) return
    isHeld = true
    const gate = new Promise<void>((resolve) => {
      letGo = resolve
    })
    directory.whileAnswering = () => gate
  }
  const release = () => {
    isHeld = false
    letGo()
    directory.whileAnswering = async () => {}
  }
  const deliver = async ({ which, by, again, mayBeOld }: Extract<Step, { do: 'deliver' }>) => {
    const index = which % Math.max(1, waiting.length)
    const [event] = again ? waiting.slice(index, index + 1) : waiting.splice(index, 1)
    if (!event) return
    const { cache } = processOf(by)
    await (mayBeOld ? cache.refresh([event]) : cache.set(event))
  }

  for (const n of people) write(n, false)
  for (const one of steps) {
    if (one.do === 'change' || one.do === 'delete') write(one.who, one.do === 'delete')
    else if (one.do === 'deliver') await deliver(one)
    else if (one.do === 'hold') hold()
    else if (one.do === 'letGo') release()
    else if (one.do === 'away') directory.state = 'down'
    else if (one.do === 'back') directory.state = 'up'
    else if (one.do === 'evict') await redis.del(`user:profile:${exampleUserId(one.who)}`)
    else if (one.do === 'flush') await redis.flushall()
    else if (one.do === 'spoil') await redis.hset(`user:profile:${exampleUserId(one.who)}`, 'updatedAt', 'x')
    else if (one.do === 'invalidate') await processOf(one.by).cache.invalidate(exampleUserId(one.who))
    else if (one.do === 'readAll') reads.push(Promise.all(people.map((n) => read(n, one.by))))
    else {
      const reading = read(one.who, one.by)
      reads.push(reading)
      // One that is held up can't be waited for.
      if (one.wait) await Promise.race([reading, new Promise((resolve) => setTimeout(resolve, 3))])
    }
  }
  release()
  await Promise.all(reads)

  directory.state = 'up'

  for (const event of waiting) await processOf(0).cache.set(event)
  for (const n of people) await Promise.all([read(n, 0), read(n, 1)])
}

it('whatever comes in between, nobody is given an older version than before', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), async (steps) => {
      directory.whileAnswering = async () => {}
      await play(steps)
    }),
    { numRuns: 100, interruptAfterTimeLimit: 30_000 },
  )
  // The steps must have led everywhere, or the property says little.
  const sum = (name: 'nearHits' | 'redisHits' | 'fallbacks' | 'coalesced' | 'corrupt' | 'staleServes') =>
    processes.reduce((total, { reader }) => total + reader.counts()[name], 0)
  for (const name of ['nearHits', 'redisHits', 'fallbacks', 'coalesced', 'corrupt', 'staleServes'] as const) {
    expect(sum(name), name).toBeGreaterThan(0)
  }
}, 60_000)
