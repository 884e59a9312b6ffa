import { createEventBus } from '@rollcall/event-bus/create-event-bus'
import type { EventPublisher } from '@rollcall/event-bus/port'
import { eventKeysSchema } from '@rollcall/service-kit/event-keys'
import { createLogger } from '@rollcall/service-kit/logger'
import type { World } from './world/world.js'

/** Events of a user's log as the relay would publish them, oldest first. */
export async function readEvents({ pools }: World, userId: string): Promise<Record<string, unknown>[]> {
  const { rows } = await pools.auth.query<{ event: Record<string, unknown> }>(
    `SELECT json_build_object(
       'eventId', event_id, 'eventType', event_type, 'version', schema_version, 'timestamp', iso_8601(occurred_at),
       'source', source, 'tenantId', tenant_id, 'userId', user_id, 'userVersion', user_version,
       'actor', json_build_object('id', actor_id, 'kind', actor_kind), 'correlationId', correlation_id,
       'traceparent', traceparent, 'changes', changes, 'payload', payload) AS event
     FROM user_event WHERE user_id = $1 ORDER BY user_version`,
    [userId],
  )
  return rows.map(({ event }) => event)
}

/** Publishes past the relay, one message after the other, each of one event. */
export async function publishOneByOne(world: World, events: unknown[]): Promise<void> {
  await withPublisher(world, async (publisher) => {
    for (const event of events) {
      await publisher.publish([{ lane: 'interactive', count: 1, events: JSON.stringify([event]) }])
    }
  })
}

async function withPublisher(world: World, work: (publisher: EventPublisher) => Promise<void>): Promise<void> {
  const logger = createLogger({ service: 'fault-suite', level: 'silent' })
  const keys = eventKeysSchema.parse(world.eventKeys)
  const publisher = createEventBus({ url: world.queueRedis.url, logger, keys }).createPublisher()
  try {
    // It fails fast, also before its first connection stands.
    await retryWhileConnecting(() => work(publisher))
  } finally {
    await publisher.close()
  }
}

async function retryWhileConnecting(work: () => Promise<void>): Promise<void> {
  const deadline = Date.now() + 5_000
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!String(error).includes('not connected') || Date.now() > deadline) throw error
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
