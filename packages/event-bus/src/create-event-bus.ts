import { subscriberNames } from '@rollcall/events/subscribers'
import { AppError } from '@rollcall/service-kit/errors'
import type { EventKeys } from '@rollcall/service-kit/event-keys'
import type { Logger } from '@rollcall/service-kit/logger'
import { createBullMqBus } from './bullmq/bullmq-bus.js'
import { defaultQueueLimits, type EventBus, type QueueLimits } from './port.js'

/** Picks the transport by the URL's scheme: redis or rediss is BullMQ. */
export function createEventBus(options: {
  url: string
  logger: Logger
  keys: EventKeys
  limits?: QueueLimits
}): EventBus {
  const { protocol } = new URL(options.url)
  if (protocol === 'redis:' || protocol === 'rediss:') {
    return createBullMqBus({ limits: defaultQueueLimits, ...options, subscribers: subscriberNames })
  }
  throw new AppError('BAD_INPUT', `EVENT_BUS_URL: no transport for ${protocol}//; expected redis:// or rediss://`)
}
