import { hash } from 'node:crypto'
import type { Redis } from 'ioredis'
import { type CachedUser, parseVersion, syncedFields, toHashValues } from './cached-user.js'
import { fieldSeparator } from './commands.js'
import { mapChunks } from './in-chunks.js'
import { profileKey } from './keys.js'

export interface ProfileDigest {
  userId: string
  /** 0: something is kept under the user's key in which no version can be read. */
  version: number
  /** As the profile has it, whatever that is; empty where none can be read. */
  tenantId: string
  /** MD5 of the synced fields, as the directory computes it of its own user; empty with version 0. */
  digest: string
}

const profilesPerCall = 200

/** The digest of what would be cached of a user. */
export function digestOf(user: CachedUser): string {
  return hash('md5', toHashValues(user).slice(0, syncedFields.length).join(fieldSeparator))
}

/** Reads digests of what is cached; who isn't is left out. Expects `defineUserCacheCommands` to have run. */
export function readDigests(redis: Redis, userIds: string[]): Promise<ProfileDigest[]> {
  return mapChunks(userIds, profilesPerCall, async (ids) => {
    const texts = await redis.readUserTexts(ids.length, ...ids.map(profileKey))
    return ids.flatMap((userId, index) => toDigest(userId, texts[index] ?? null))
  })
}

function toDigest(userId: string, text: string | null): ProfileDigest | [] {
  if (text === null) return []
  const { tenantId, versionText } = endOf(text)
  const version = parseVersion(versionText)
  if (version === null) return { userId, version: 0, tenantId, digest: '' }
  return { userId, version, tenantId, digest: hash('md5', text) }
}

/** The last fields but one: looked for from the end, as a name could hold anything. */
function endOf(text: string): { tenantId: string; versionText: string } {
  const afterVersion = text.lastIndexOf(fieldSeparator)
  const beforeVersion = text.lastIndexOf(fieldSeparator, afterVersion - 1)
  const beforeTenant = text.lastIndexOf(fieldSeparator, beforeVersion - 1)
  return {
    tenantId: text.slice(beforeTenant + 1, Math.max(beforeVersion, 0)),
    versionText: text.slice(beforeVersion + 1, Math.max(afterVersion, 0)),
  }
}
