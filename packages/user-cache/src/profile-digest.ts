import { hash } from 'node:crypto'
import type { Redis } from 'ioredis'
import { type CachedUser, parseVersion, syncedFields, toHashValues } from './cached-user.js'
import { fieldSeparator } from './commands.js'
import { inChunks } from './in-chunks.js'
import { profileKey } from './keys.js'

export interface ProfileDigest {
  userId: string
  /** 0: something is kept under the user's key in which no version can be read. */
  version: number
  /** MD5 of the synced fields, as the directory computes it of its own user; empty with version 0. */
  digest: string
}

const profilesPerCall = 200

/** The digest of what would be cached of a user. */
export function digestOf(user: CachedUser): string {
  return hash('md5', toHashValues(user).slice(0, syncedFields.length).join(fieldSeparator))
}

/** Reads digests of what is cached; who isn't is left out. Expects `defineUserCacheCommands` to have run. */
export async function readDigests(redis: Redis, userIds: string[]): Promise<ProfileDigest[]> {
  const chunks = await Promise.all(
    inChunks(userIds, profilesPerCall).map(async (ids) => {
      const texts = await redis.readUserTexts(ids.length, ...ids.map(profileKey))
      return ids.flatMap((userId, index) => toDigest(userId, texts[index] ?? null))
    }),
  )
  return chunks.flat()
}

function toDigest(userId: string, text: string | null): ProfileDigest | [] {
  if (text === null) return []
  const version = parseVersion(versionIn(text))
  return version === null ? { userId, version: 0, digest: '' } : { userId, version, digest: hash('md5', text) }
}

/** The last field but one: looked for from the end, as a name could hold anything. */
function versionIn(text: string): string {
  const end = text.lastIndexOf(fieldSeparator)
  return text.slice(text.lastIndexOf(fieldSeparator, end - 1) + 1, end)
}
