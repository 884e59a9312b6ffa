import type { EventBus } from '@rollcall/event-bus/port'
import type { Logger } from '@rollcall/service-kit/logger'
import type { Metrics } from '@rollcall/service-kit/metrics'
import type { Pool } from '@rollcall/service-kit/postgres'
import type { DirectoryClient } from '@rollcall/subscriber/directory-client'
import { createSubscriber, type Subscriber, type SubscriberOptions } from '@rollcall/subscriber/subscriber'
import { applyUsers } from './apply-users.js'
import { differingBuckets, readOwnDigests } from './bucket-digests.js'
import { reconcile } from './reconcile.js'

/** The clinical projection on the road: user_db follows the directory. */
export function createClinicalSubscriber(
  deps: { bus: EventBus; pool: Pool; directory: DirectoryClient; logger: Logger; metrics: Metrics } & Pick<
    SubscriberOptions,
    'retry' | 'schedule'
  >,
): Subscriber {
  const { pool, directory, logger } = deps
  return createSubscriber({
    ...deps,
    name: 'clinical',
    store: {
      apply: (users) => applyUsers(pool, users),
      count: async () => {
        const { rows } = await pool.query<{ count: number }>('SELECT count(*)::int AS count FROM directory_user')
        return rows[0]?.count ?? 0
      },
    },
    reconcile: (context) => reconcile(pool, logger, context),
    drift: async () => differingBuckets(await readOwnDigests(pool), await directory.digest()).length,
  })
}
