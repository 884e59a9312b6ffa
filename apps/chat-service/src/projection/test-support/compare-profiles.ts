import type { DirectoryUser } from '@rollcall/events/user-event'
import { toCachedUser } from '@rollcall/user-cache/cached-user'
import { digestOf } from '@rollcall/user-cache/profile-digest'
import { z } from 'zod'

const profilesSchema = z.array(z.tuple([z.uuid(), z.int(), z.string()])).max(2000)

/** `directory.compare` of a small directory: auth-service's own is SQL, and tested there against the same digest. */
export function compareProfiles(users: ReadonlyMap<string, DirectoryUser>, profiles: unknown) {
  const differing = profilesSchema.parse(profiles).flatMap(([userId, version, digest]) => {
    const user = users.get(userId)
    const isEqual = user?.userVersion === version && digestOf(toCachedUser(user, 0, 'event')) === digest
    return isEqual ? [] : [{ userId, version: user?.userVersion ?? null }]
  })
  return { differing }
}
