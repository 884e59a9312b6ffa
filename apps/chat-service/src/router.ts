import { router } from '@rollcall/service-kit/trpc'
import type { Subscriber } from '@rollcall/subscriber/subscriber'
import { createSubscriberRouter } from '@rollcall/subscriber/subscriber-router'
import { createSyncRouter } from '@rollcall/subscriber/sync-router'
import type { UserReader } from '@rollcall/user-cache/user-reader'
import type { CacheDesk } from './cache/cache-desk.js'
import { createCacheRouter } from './cache/cache-router.js'
import { createConversationsRouter } from './conversations/conversations-router.js'
import type { PrismaClient } from './generated/prisma/client.js'
import type { PrewarmDesk } from './prewarm/prewarm-desk.js'
import { createProfilesRouter } from './profiles/profiles-router.js'

export interface AppRouterDeps {
  prisma: PrismaClient
  reader: UserReader
  cacheDesk: CacheDesk
  prewarmDesk: PrewarmDesk
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
