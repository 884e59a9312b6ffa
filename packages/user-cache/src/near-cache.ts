import { performance } from 'node:perf_hooks'
import type { Logger } from '@rollcall/service-kit/logger'
import type { Redis } from 'ioredis'
import { LRUCache } from 'lru-cache'
import type { CachedUser } from './cached-user.js'
import { watchInvalidations } from './watch-invalidations.js'

export interface NearOptions {
  /** 20,000 unless given. */
  maxEntries?: number
  /** Estimated; 16 MiB unless given. */
  maxBytes?: number
  /** How old an answer may be when invalidations don't arrive (ms); 2,000 unless given. */
  staleBoundMs?: number
}

/** The near cache of one process. */
export interface NearStats {
  /** live: invalidations arrive, and it answers · cut: they don't, and it is passed by · off: not wanted. */
  state: 'off' | 'live' | 'cut'
  entries: number
  maxEntries: number
  bytes: number
  maxBytes: number
  /** An answer is never older than this, whatever happens to invalidation (ms). */
  staleBoundMs: number
}

/** What was held of a user, and for how long it has not been known to be right. */
export interface LastKnown {
  user: CachedUser
  ageMs: number
}

export interface NearCache {
  /** What is held of a user of this tenant and certainly no older than the bound. */
  get: (tenantId: string | undefined, userId: string) => CachedUser | undefined
  /** The last value held, however old. */
  lastKnown: (userId: string) => LastKnown | undefined
  /** Begins a read of Redis; whatever is invalidated before `end` is not kept. */
  begin: (userIds: readonly string[]) => ReadTicket
  end: (ticket: ReadTicket, users: readonly (CachedUser | null)[]) => void
  /** Forgets at once: the caller knows of something newer. */
  forget: (userIds: readonly string[]) => void
  stats: () => NearStats
  close: () => void
}

export interface ReadTicket {
  userIds: readonly string[]
  epoch: number
}

interface Entry {
  user: CachedUser
  /** When it was last known to be right, on the monotonic clock. */
  rightAt: number
  /** Entries of another epoch have missed an invalidation, perhaps. */
  epoch: number
}
interface Flight {
  readers: number
  dirty: boolean
}

export const nearDefaults = { maxEntries: 20_000, maxBytes: 16 * 1024 * 1024, staleBoundMs: 2000 }
/** Last known values are not served for longer. */
const lastKnownMs = 600_000
/** Beside the texts: the objects, the key and the list's links. */
const entryBytes = 420

/**
 * Users in the process's own memory. Redis itself tells what was written, by whomever (CLIENT TRACKING in broadcast
 * mode, see https://redis.io/docs/latest/develop/reference/client-side-caching/). Nothing is answered while it is not
 * certain that everything told until `staleBoundMs` ago has been heard.
 */
export function createNearCache(options: NearOptions & { redis: Redis; logger: Logger }): NearCache {
  const { maxEntries, maxBytes, staleBoundMs } = { ...nearDefaults, ...options }
  const held = new LRUCache<string, Entry>({
    ...{ max: maxEntries, maxSize: maxBytes, maxEntrySize: maxBytes },
    ...{ ttl: lastKnownMs, perf: performance, sizeCalculation: ({ user }) => sizeOf(user) },
  })
  const flights = new Map<string, Flight>()
  // A rise turns all entries, and all reads under way, into ones that may be old.
  let epoch = 1

  const invalidate = (userId: string) => {
    const flight = flights.get(userId)
    if (flight) flight.dirty = true
    const entry = held.peek(userId)
    if (entry?.epoch !== epoch) return
    entry.epoch = 0
    entry.rightAt = performance.now()
  }
  const line = watchInvalidations({
    ...{ redis: options.redis, logger: options.logger, everyMs: staleBoundMs / 4 },
    isIdle: () => held.size === 0 && flights.size === 0,
    onInvalidated: invalidate,
    onLost: () => {
      epoch += 1
    },
  })
  const isFresh = (entry: Entry) => entry.epoch === epoch && line.silentMs() <= staleBoundMs

  return {
    get: (tenantId, userId) => {
      const entry = held.get(userId)
      return entry && isFresh(entry) && (tenantId === undefined || entry.user.tenantId === tenantId)
        ? entry.user
        : undefined
    },
    lastKnown: (userId) => {
      const entry = held.peek(userId)
      if (!entry) return undefined
      return { user: entry.user, ageMs: isFresh(entry) ? 0 : performance.now() - entry.rightAt }
    },
    begin: (userIds) => {
      for (const userId of userIds) {
        const flight = flights.get(userId)
        if (flight) flight.readers += 1
        else flights.set(userId, { readers: 1, dirty: false })
      }
      return { userIds, epoch }
    },
    end: (ticket, users) => {
      const rightAt = performance.now()
      const isHeard = ticket.epoch === epoch && line.silentMs() <= staleBoundMs
      for (const [index, userId] of ticket.userIds.entries()) {
        const flight = flights.get(userId)
        const user = users[index]
        if (isHeard && user && flight && !flight.dirty) held.set(userId, { user, rightAt, epoch })
        if (flight && --flight.readers === 0) flights.delete(userId)
      }
    },
    forget: (userIds) => {
      for (const userId of userIds) invalidate(userId)
    },
    stats: () => ({
      state: line.silentMs() <= staleBoundMs ? 'live' : 'cut',
      ...{ entries: held.size, maxEntries, bytes: held.calculatedSize, maxBytes, staleBoundMs },
    }),
    close: line.close,
  }
}

function sizeOf({ fullName, avatar, matricule, ministere, sexe }: CachedUser): number {
  const texts = [fullName, avatar, matricule, ministere, sexe]
  return entryBytes + texts.reduce((sum, text) => sum + 2 * (text?.length ?? 0), 0)
}
