import type { EventBus } from '@rollcall/event-bus/port'
import type { Logger } from '@rollcall/service-kit/logger'
import type { Metrics } from '@rollcall/service-kit/metrics'
import type { Pool } from '@rollcall/service-kit/postgres'
import type { DirectoryClient } from '@rollcall/subscriber/directory-client'
import { createSubscriber, type Subscriber } from '@rollcall/subscriber/subscriber'
import type { UserCache } from '@rollcall/user-cache/user-cache'
import { createCacheStore } from './cache-store.js'

/** The subscriber `chat`: events and reconcile keep the cache as new as the directory. */
export function createChatSubscriber(deps: {
  bus: EventBus
  pool: Pool
  people: Pool
  directory: DirectoryClient
  logger: Logger
  metrics: Metrics
  cache: UserCache
}): Subscriber {
  const { cache, ...rest } = deps
  return createSubscriber({
    ...rest,
    name: 'chat',
    store: createCacheStore(cache),
    absent: 'not_cached',
  })
}
