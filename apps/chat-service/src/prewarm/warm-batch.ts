import { setTimeout as sleep } from 'node:timers/promises'
import type { DirectoryUser } from '@rollcall/events/user-event'
import type { CacheableUser } from '@rollcall/user-cache/cached-user'
import type { LeaseOutcome } from '@rollcall/user-cache/commands'
import type { UserCache } from '@rollcall/user-cache/user-cache'
import type { Patience } from './patience.js'
import type { PrewarmFailure } from './prewarm-run.js'
import type { BatchOutcome } from './run-book.js'

export interface PrewarmAnswer {
  items: (DirectoryUser | CacheableUser)[]
  /** Ids the directory doesn't know. */
  missing: string[]
  /** Users whom this code can't read. */
  unreadable?: { userId: string; reason: string }[]
}
/** Asks the directory for up to 500 ids of any organisation, deleted users included. */
export type FetchForPrewarm = (userIds: string[]) => Promise<PrewarmAnswer>

/** A batch that has been asked for and isn't written yet. */
export interface AskedBatch {
  from: number
  ids: string[]
  already: number
  items: (DirectoryUser | CacheableUser)[]
  /** Of the lease under which was asked. */
  token: string
  faults: Map<string, Omit<PrewarmFailure, 'userId'>>
  /** How long the directory took, of the try that succeeded; 0 when it wasn't asked. */
  tookMs: number
  failed: boolean
}

const unknown = { code: 'UNKNOWN', reason: 'The directory does not know this id.' } as const
const unanswered = { code: 'UNREADABLE', reason: 'The directory left this id unanswered.' } as const
const directoryAway = { code: 'DIRECTORY_AWAY', reason: 'The directory gave no answer for this batch.' } as const
const overtaken = { code: 'OVERTAKEN', reason: 'The user changed on the way and was not kept.' } as const
const cacheAway = { code: 'CACHE_AWAY', reason: 'The cache did not take this batch.' } as const

/** A little longer than a lease lives. */
const leaseWaitMs = 4500
const leaseLookMs = 100
/** How often a user is asked for whom something overtakes. */
const maxRounds = 3

/** The two halves of a batch: ask the directory for whoever isn't cached, and write them. */
export function createBatchWarmer(deps: {
  cache: Pick<UserCache, 'stored' | 'fill' | 'leases'>
  fetchMany: FetchForPrewarm
  /** Whose run it is; another organisation's user is unknown to it. Null: everyone's. */
  tenantId: string | null
  patience: { directory: Patience; cacheReads: Patience; cacheWrites: Patience }
}) {
  const { cache, fetchMany, tenantId, patience } = deps
  const isOwn = (user: { tenantId: string }) => tenantId === null || user.tenantId === tenantId

  const timed = async (ids: string[]) => {
    const at = performance.now()
    const answer = await fetchMany(ids)
    return { answer, tookMs: performance.now() - at }
  }

  /** Whoever isn't cached is leased to this batch, at the latest when a reader's lease, or a dead process's, has ended. */
  const lease = async (ids: string[], token: string): Promise<LeaseOutcome[]> => {
    const giveUpAt = performance.now() + leaseWaitMs
    for (;;) {
      const outcomes = await cache.leases.take(ids.map(toWanted), token)
      if (!outcomes.includes('busy') || performance.now() >= giveUpAt) return outcomes
      await sleep(leaseLookMs)
    }
  }
  /** Of cached users, those whom the run is about. */
  const ownAmong = async (ids: string[]): Promise<string[]> => {
    if (tenantId === null) return ids
    const users = await cache.stored(ids)
    return ids.filter((_, index) => users[index]?.tenantId === tenantId)
  }

  const look = async (ids: string[], token: string) => {
    const outcomes = await lease(ids, token)
    const found = ids.filter((_, index) => outcomes[index] === 'present')
    const wanted = ids.filter((_, index) => outcomes[index] === 'granted' || outcomes[index] === 'busy')
    return { wanted, own: new Set(await ownAmong(found)) }
  }

  const fillIn = async (batch: AskedBatch): Promise<AskedBatch> => {
    const { ids, token } = batch
    const looked = await patience.cacheReads.attempt(() => look(ids, token))
    if (!looked) return failed(batch, ids, cacheAway)
    const { wanted, own } = looked
    batch.already = own.size
    for (const id of ids) if (!own.has(id)) batch.faults.set(id, unknown)
    if (wanted.length === 0) return batch
    const answered = await patience.directory.attempt(() => timed(wanted))
    if (!answered) return failed(batch, wanted, directoryAway)
    batch.tookMs = answered.tookMs
    sortAnswer(batch, wanted, answered.answer)
    return batch
  }

  const ask = async ({ from, ids }: { from: number; ids: string[] }): Promise<AskedBatch> => {
    const token = cache.leases.newToken()
    try {
      return await fillIn({ from, ids, already: 0, items: [], token, faults: new Map(), tookMs: 0, failed: false })
    } catch (error) {
      await cache.leases.release(ids, token).catch(() => {})
      throw error
    }
  }

  const sortAnswer = (batch: AskedBatch, wanted: string[], answer: PrewarmAnswer) => {
    const known = new Map(answer.items.map((user) => [user.userId, user]))
    const missing = new Set(answer.missing)
    const unreadable = new Map(answer.unreadable?.map(({ userId, reason }) => [userId, reason]))
    for (const id of wanted) {
      const user = known.get(id)
      const reason = unreadable.get(id)
      if (user && isOwn(user)) {
        batch.items.push(user)
        batch.faults.delete(id)
      } else if (user || missing.has(id)) batch.faults.set(id, unknown)
      else batch.faults.set(id, reason ? { code: 'UNREADABLE', reason: reason.slice(0, 500) } : unanswered)
    }
  }

  /** Answers who is not cached in the end: something was told of them each time they were asked for, and is gone again. */
  const writeAll = async ({ items, token }: AskedBatch): Promise<string[]> => {
    let users = items
    for (let round = 1; ; round += 1) {
      const outcomes = await cache.fill(users, token, { origin: 'prewarm' })
      const refused = users.filter((_, index) => outcomes[index] === 'superseded').map(({ userId }) => userId)
      const held = await cache.stored(refused)
      const absent = refused.filter((_, index) => !held[index])
      if (absent.length === 0 || round === maxRounds) return absent
      await lease(absent, token)
      users = (await fetchMany(absent)).items.filter(isOwn)
      if (users.length < absent.length) return absent
    }
  }

  const write = async (batch: AskedBatch): Promise<BatchOutcome> => {
    const { items, ids, from, faults, already } = batch
    const absent = items.length === 0 ? [] : await patience.cacheWrites.attempt(() => writeAll(batch))
    for (const userId of absent ?? items.map((user) => user.userId)) faults.set(userId, absent ? overtaken : cacheAway)
    await cache.leases.release([...faults.keys()], batch.token).catch(() => {})
    const failures = ids.flatMap((userId, index) => {
      const fault = faults.get(userId)
      return fault ? [{ seq: from + index, userId, ...fault }] : []
    })
    return { size: ids.length, already, failures }
  }

  return { ask, write }
}
/** Whatever is cached meanwhile will do. */
const toWanted = (userId: string) => ({ userId, minVersion: 0 })

export type BatchWarmer = ReturnType<typeof createBatchWarmer>

function failed(batch: AskedBatch, ids: string[], fault: Omit<PrewarmFailure, 'userId'>): AskedBatch {
  for (const id of ids) batch.faults.set(id, fault)
  return { ...batch, failed: true }
}
