import type { UserProfile } from '@rollcall/user-cache/user-profile'
import type { UserReader } from '@rollcall/user-cache/user-reader'

/** Somebody who takes part in a conversation, or wrote in it. */
export interface ConversationPerson {
  userId: string
  /** `departed`: no longer in the directory. `unknown`: the directory is away, and nothing is cached of them. */
  standing: 'known' | 'departed' | 'unknown'
  /** null unless known. Never a stand-in. */
  profile: UserProfile | null
}

/** The people of these ids in their order, read through the cache in one batch. */
export async function readPeople(reader: UserReader, tenantId: string, ids: string[]): Promise<ConversationPerson[]> {
  const userIds = [...new Set(ids)]
  const { items, errors } = await reader.byIds(tenantId, userIds)
  const profiles = new Map(items.map((profile) => [profile.userId, profile]))
  const departed = new Set(errors.filter(({ code }) => code === 'NOT_FOUND').map(({ id }) => id))
  return userIds.map((userId) => {
    const profile = profiles.get(userId) ?? null
    if (profile) return { userId, standing: 'known', profile }
    return { userId, standing: departed.has(userId) ? 'departed' : 'unknown', profile }
  })
}
