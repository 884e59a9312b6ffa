import type { CachedUser } from '@rollcall/user-cache/cached-user'
import { inChunks } from '@rollcall/user-cache/in-chunks'
import { maxIdsPerRead, type UserCache } from '@rollcall/user-cache/user-cache'

/** Reads the users, who are all cached, 500 at a time. */
export async function readAll(cache: UserCache, ids: string[]): Promise<CachedUser[]> {
  const users: CachedUser[] = []
  for (const chunk of inChunks(ids, maxIdsPerRead)) {
    for (const user of await cache.batchGet(chunk)) if (user) users.push(user)
  }
  if (users.length < ids.length) throw new Error(`${ids.length - users.length} users are not cached`)
  return users
}

/** Reads the users until the near cache has them: twice, for one may keep only whom it is asked for again. */
export async function warmNear(near: UserCache, ids: string[]): Promise<CachedUser[]> {
  await readAll(near, ids)
  return readAll(near, ids)
}
