import type { ClientContext, Redis, Result } from 'ioredis'
import { leaseUsers, markUsersUnknown, releaseUsers } from './scripts/fill-users.js'
import { readUserProfiles, readUserTexts } from './scripts/read-users.js'
import { dropUserProfiles, invalidateUserProfile } from './scripts/remove-users.js'
import { writeUserProfiles } from './scripts/write-users.js'

type Script<Answer, Context extends ClientContext> = (
  keyCount: number,
  ...args: (string | number)[]
) => Result<Answer, Context>

declare module 'ioredis' {
  interface RedisCommander<Context> {
    writeUserProfiles: Script<number[], Context>
    leaseUsers: Script<number[], Context>
    releaseUsers: Script<null, Context>
    markUsersUnknown: Script<number[], Context>
    invalidateUserProfile: Script<number, Context>
    dropUserProfiles: Script<number, Context>
    readUserProfilesBuffer: Script<Buffer, Context>
    readUserTexts: Script<(string | null)[], Context>
  }
}

/** What the guarded write did: 0 older or overtaken, 1 equal, 2 written. */
export const writeCodes = ['superseded', 'refreshed', 'written'] as const
export type WriteOutcome = (typeof writeCodes)[number]

/** What a lease came to, by the script's number. */
export const leaseCodes = ['granted', 'busy', 'unknown', 'present'] as const
export type LeaseOutcome = (typeof leaseCodes)[number]

/** Stands between the synced fields where they are one text. */
export const fieldSeparator = '\x1f'

/** Users a script call: more gains nothing and holds Redis up for longer. */
export const maxUsersPerCall = 100

/** Users a write: each costs Redis some 15 µs, and no reader should wait for more than a millisecond. */
export const maxUsersPerWrite = 50

const scripts = {
  ...{ writeUserProfiles, leaseUsers, releaseUsers, markUsersUnknown },
  ...{ invalidateUserProfile, dropUserProfiles, readUserProfiles, readUserTexts },
}

/** Teaches a connection the scripts; each file of `scripts` tells its keys and arguments. All are harmless when sent twice. */
export function defineUserCacheCommands(redis: Redis): void {
  for (const [name, lua] of Object.entries(scripts)) redis.defineCommand(name, { lua })
}
