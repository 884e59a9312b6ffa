import { randomUUID } from 'node:crypto'
import type { UserCache } from '@rollcall/user-cache/user-cache'
import type { FetchForPrewarm } from './warm-batch.js'

/** Whether the other sides are there at all. They are asked for nobody, so that no one user can be to blame. */
export function createProbes(deps: { cache: Pick<UserCache, 'stored'>; fetchMany: FetchForPrewarm }) {
  return {
    cache: () => deps.cache.stored([randomUUID()]),
    directory: () => deps.fetchMany([randomUUID()]),
  }
}
