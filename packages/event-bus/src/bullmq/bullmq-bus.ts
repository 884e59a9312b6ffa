import type { Logger } from '@rollcall/service-kit/logger'
import type { EventBus, EventBusOptions } from '../port.js'
import { createBullMqConsumer } from './consumer.js'
import { createBullMqInspector } from './inspector.js'
import { createBullMqPublisher } from './publisher.js'

export interface BullMqBusOptions extends EventBusOptions {
  /** Redis with noeviction and AOF: without AOF a killed Redis loses what it has accepted. */
  url: string
  logger: Logger
}

/** BullMQ on Redis: the default transport. */
export function createBullMqBus(options: BullMqBusOptions): EventBus {
  return {
    createPublisher: () => createBullMqPublisher(options),
    createConsumer: (consumer) => createBullMqConsumer({ ...options, ...consumer }),
    createInspector: () => createBullMqInspector(options),
  }
}
