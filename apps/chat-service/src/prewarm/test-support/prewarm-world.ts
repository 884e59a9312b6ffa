import { randomUUID } from 'node:crypto'
import type { DirectoryUser } from '@rollcall/events/user-event'
import { createLogger } from '@rollcall/service-kit/logger'
import { createPool, type Pool } from '@rollcall/service-kit/postgres'
import { createTenantPool } from '@rollcall/service-kit/tenant-pool'
import { exampleTenantId, exampleUser, exampleUserId } from '@rollcall/user-cache/test-support/example-user'
import { createUserCache, type UserCacheOptions } from '@rollcall/user-cache/user-cache'
import { createPrewarm } from '../create-prewarm.js'
import type { PatiencePolicy } from '../patience.js'
import type { PrewarmOptions } from '../prewarm-run.js'
import type { PrewarmSchedule } from '../prewarm-start.js'
import type { PrewarmAnswer } from '../warm-batch.js'

export const tenantId = exampleTenantId
export const otherTenantId = '0192f000-0000-7000-8000-000000000002'
export const ownScope = { tenantId, platform: false }
export const platformScope = { tenantId, platform: true }

/** Quick enough for tests; everything else is as it is in production. */
const quick = {
  policy: { tries: 3, firstRestMs: 5, maxRestMs: 20, giveUpMs: 300, maxFailedSteps: 3 },
  schedule: { watchMs: 50, firstRetryMs: 20, maxRetryMs: 50 },
  defaults: { daysBack: 7, batchSize: 2, delayBetweenBatches: 0, maxUsers: 10_000 },
}

/** A directory in this process, that can fall silent, refuse some ids, and be held in the middle of an answer. */
export function createExampleDirectory() {
  const users = new Map<string, DirectoryUser>()
  const unreadable = new Set<string>()
  const refused = new Set<string>()
  /** The ids of each question for users that this directory has heard of; probes ask for nobody. */
  const asked: string[][] = []
  const expected = new Set<string>()
  const state = { down: false, tookMs: 0 }
  let gate: { at: number; reached: () => void; opened: Promise<void> } | undefined

  const fetchMany = async (ids: string[]): Promise<PrewarmAnswer> => {
    if (state.down) throw new Error('connect ECONNREFUSED')
    if (ids.some((id) => expected.has(id))) asked.push(ids)
    const answer = {
      items: ids.flatMap((id) => (unreadable.has(id) ? [] : (users.get(id) ?? []))),
      missing: ids.filter((id) => !users.has(id)),
      unreadable: ids.flatMap((userId) => (unreadable.has(userId) ? [{ userId, reason: 'no name' }] : [])),
    }
    if (gate && asked.length >= gate.at) {
      gate.reached()
      await gate.opened
    }
    if (ids.some((id) => refused.has(id))) throw new Error('refused')
    return answer
  }
  /** Lets each answer from the n-th question on wait until it is opened. */
  const holdFrom = (at: number) => {
    let open = () => {}
    let reached = () => {}
    const opened = new Promise<void>((resolve) => {
      open = resolve
    })
    const isReached = new Promise<void>((resolve) => {
      reached = resolve
    })
    gate = { at, reached, opened }
    return {
      isReached,
      open: () => {
        gate = undefined
        open()
      },
    }
  }
  return { users, unreadable, refused, asked, expected, state, fetchMany, holdFrom }
}

export interface TestStores {
  db: { url: string; pool: Pool; drop: () => Promise<void> }
  redis: { client: UserCacheOptions['redis']; close: () => Promise<void> }
}

/** A database with conversations, a cache, a directory, and as many replicas as a test wants. */
export function createPrewarmWorld({ db, redis }: TestStores) {
  const logger = createLogger({ service: 'test', level: 'silent' })
  const cache = createUserCache({ redis: redis.client, logger })
  let directory = createExampleDirectory()
  let closers: (() => Promise<unknown>)[] = []

  /** Each with its own connections, as a process has. */
  const replica = (
    given: {
      atStart?: boolean
      defaults?: Partial<PrewarmOptions>
      policy?: Partial<PatiencePolicy>
      schedule?: Partial<PrewarmSchedule>
      cache?: typeof cache
    } = {},
  ) => {
    const pool = createPool({ connectionString: db.url, logger, role: 'rollcall_system' })
    const people = createTenantPool({ connectionString: db.url, logger })
    const prewarm = createPrewarm({
      ...{ pool, people, logger, cache: given.cache ?? cache },
      fetchMany: (ids) => directory.fetchMany(ids),
      atStart: given.atStart ?? false,
      defaults: { ...quick.defaults, ...given.defaults },
      policy: { ...quick.policy, ...given.policy },
      schedule: { ...quick.schedule, ...given.schedule },
    })
    closers.push(async () => {
      await prewarm.stop()
      await Promise.all([pool.end(), people.end()])
    })
    return prewarm
  }

  /** One conversation of these users, so many minutes ago. */
  const converse = async (minutesAgo: number, people: number[], tenant = tenantId) => {
    const id = randomUUID()
    const ids = people.map(exampleUserId)
    for (const user of ids) directory.expected.add(user)
    await db.pool.query(
      `INSERT INTO conversation (id, tenant_id, last_message, last_message_at)
       VALUES ($1, $2, 'Hello', now() - make_interval(mins => $3))`,
      [id, tenant, minutesAgo],
    )
    await db.pool.query('INSERT INTO conversation_participant SELECT $1, unnest($2::uuid[])', [id, ids])
  }
  const know = (...people: number[]) => {
    for (const n of people) directory.users.set(exampleUserId(n), exampleUser(n))
  }

  return {
    ...{ db, redis, cache, logger, replica, converse, know },
    directory: () => directory,
    /** So many users, each with a conversation of his own: the first was active last. */
    populate: async (count: number) => {
      for (let n = 1; n <= count; n += 1) await converse(n, [n])
      know(...Array.from({ length: count }, (_, index) => index + 1))
    },
    /** Closes the replicas and forgets everything. */
    reset: async () => {
      await Promise.all(closers.map((close) => close()))
      closers = []
      directory = createExampleDirectory()
      await db.pool.query('TRUNCATE conversation, conversation_participant, message, prewarm_run, prewarm_failure')
      await redis.client.flushdb()
    },
    close: async () => {
      await redis.close()
      await db.drop()
    },
  }
}
export type PrewarmWorld = ReturnType<typeof createPrewarmWorld>
export type PrewarmReplica = ReturnType<PrewarmWorld['replica']>
