import { randomUUID } from 'node:crypto'
import type { Redis } from 'ioredis'
import { type LeaseOutcome, leaseCodes, maxUsersPerCall } from './commands.js'
import { mapChunks } from './in-chunks.js'

export interface Leases {
  /** A token that no other read has. */
  newToken: () => string
  /**
   * Asks for the right to ask the directory for users, of whom a profile of at least the version named would do.
   * granted: ask · busy: somebody asks already, of this process or another · unknown, present: there is no need to.
   */
  take: (users: WantedUser[], token: string) => Promise<LeaseOutcome[]>
  /** Gives back what is still held. */
  release: (userIds: string[], token: string) => Promise<void>
}

export interface WantedUser {
  userId: string
  /** Above any version: nothing that is cached would do. */
  minVersion: number
}

/**
 * One question to the directory for a user over all processes, and an answer that is written only where nothing was told
 * of the user since it was asked for: every write, marker and invalidation takes the lease away. As in "Scaling Memcache
 * at Facebook" (NSDI 2013), 3.2.1. Expects `defineUserCacheCommands` to have run on this connection.
 */
export function createLeases(redis: Redis, ttlMs: number): Leases {
  const processName = randomUUID()
  let tokens = 0
  return {
    newToken: () => `${processName}:${++tokens}`,
    take: (users, token) =>
      mapChunks(users, maxUsersPerCall, async (chunk) => {
        const wanted = JSON.stringify(chunk.map(({ userId, minVersion }) => [userId, minVersion]))
        const codes = await redis.leaseUsers(0, token, ttlMs, wanted)
        return codes.map((code) => leaseCodes[code] ?? 'busy')
      }),
    release: async (userIds, token) => {
      await mapChunks(userIds, maxUsersPerCall, async (chunk) => {
        await redis.releaseUsers(0, token, JSON.stringify(chunk))
        return []
      })
    },
  }
}
