import type { Queryable } from '@rollcall/service-kit/postgres'
import { router } from '@rollcall/service-kit/trpc'
import type { Subscriber } from '@rollcall/subscriber/subscriber'
import { createSubscriberRouter } from '@rollcall/subscriber/subscriber-router'
import { createSyncRouter } from '@rollcall/subscriber/sync-router'
import type { UserCache } from '@rollcall/user-cache/user-cache'
import type { UserReader } from '@rollcall/user-cache/user-reader'
import { createCacheRouter } from './cache/cache-router.js'
import type { CacheStats } from './cache/read-stats.js'
import { createConversationsRouter } from './conversations/conversations-router.js'
import type { PrismaClient } from './generated/prisma/client.js'
import { createProfilesRouter } from './profiles/profiles-router.js'

export interface AppRouterDeps {
  /** For the cache's history, which is all organisations'. */
  system: Queryable
  prisma: PrismaClient
  cache: UserCache
  reader: UserReader
  readStats: () => Promise<CacheStats>
  subscriber: Subscriber
}

export function createAppRouter(deps: AppRouterDeps) {
  return router({
    profiles: createProfilesRouter(deps),
    cache: createCacheRouter(deps),
    conversations: createConversationsRouter(deps),
    sync: createSyncRouter(deps),
    subscriber: createSubscriberRouter(deps),
  })
}
export type AppRouter = ReturnType<typeof createAppRouter>
