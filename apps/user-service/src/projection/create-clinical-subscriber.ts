import type { EventBus } from '@rollcall/event-bus/port'
import type { Logger } from '@rollcall/service-kit/logger'
import type { Metrics } from '@rollcall/service-kit/metrics'
import type { Pool } from '@rollcall/service-kit/postgres'
import type { DirectoryClient } from '@rollcall/subscriber/directory-client'
import { createSubscriber, type Subscriber, type SubscriberOptions } from '@rollcall/subscriber/subscriber'
import { createClinicalStore } from './clinical-store.js'

/** The clinical projection on the road: user_db follows the directory. */
export function createClinicalSubscriber(
  deps: {
    bus: EventBus
    pool: Pool
    people: Pool
    directory: DirectoryClient
    logger: Logger
    metrics: Metrics
  } & Pick<SubscriberOptions, 'retry' | 'schedule'>,
): Subscriber {
  return createSubscriber({ ...deps, name: 'clinical', store: createClinicalStore(deps.pool) })
}
