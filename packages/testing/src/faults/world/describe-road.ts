import { subscriberNames } from '@rollcall/events/subscribers'
import type { Servers } from './servers.js'

/** What the brokers and the tables of parked events still hold, a line each: for the report of a failure. */
export async function describeRoad(servers: Servers): Promise<string[]> {
  const parts = await Promise.allSettled([describeQueues(servers), describeParked(servers)])
  return parts.flatMap((part) => (part.status === 'fulfilled' ? part.value : [String(part.reason)]))
}

async function describeQueues({ queue }: Servers): Promise<string[]> {
  return Promise.all(
    subscriberNames.map(async (name) => {
      const keys = await queue.keys(`bull:user-events.${name}*`)
      const sizes = await Promise.all(
        keys.map(async (key) => {
          const type = await queue.type(key)
          if (type === 'list') return `${key} ${await queue.llen(key)}`
          return type === 'zset' ? `${key} ${await queue.zcard(key)}` : undefined
        }),
      )
      return `--- queue ${name}: ${sizes.filter((size) => size !== undefined).join(', ') || 'empty'}`
    }),
  )
}

async function describeParked({ pools }: Servers): Promise<string[]> {
  const tables = await Promise.all(
    [pools.user, pools.chat].map((pool) =>
      pool.query<{ line: string }>(
        `SELECT format('--- %s %s v%s: %s after %s attempts, next in %s: %s', current_database(), user_id, user_version,
           state, attempts, next_attempt_at - now(), left(error, 200)) AS line
         FROM parked_event ORDER BY id DESC LIMIT 5`,
      ),
    ),
  )
  return tables.flatMap(({ rows }) => rows.map(({ line }) => line))
}
