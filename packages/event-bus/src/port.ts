import type { Lane, SubscriberName } from '@rollcall/events/subscribers'

/** Up to 500 events that travel as one message. */
export interface EventBatch {
  lane: Lane
  count: number
  /** JSON text of an array of events, passed through as it came from the database. */
  events: string
}

/** What a subscriber is handed. Events are unparsed: whoever consumes them decides what a malformed one means. */
export interface Delivery {
  lane: Lane
  events: unknown[]
  /** 1 for the first delivery of this message, as far as the broker knows. */
  attempt: number
}

/** Resolving acknowledges the message; so resolve after the effect has been committed. Rejecting asks for redelivery. */
export type DeliveryHandler = (delivery: Delivery) => Promise<void>

export interface EventPublisher {
  /**
   * Hands batches to every subscriber's queue. Resolves once all queues have accepted all batches.
   * @throws when the broker doesn't accept within seconds; some queues may have accepted, so delivery is at least once
   */
  publish: (batches: EventBatch[]) => Promise<void>
  close: () => Promise<void>
}

export interface EventConsumer {
  start: () => Promise<void>
  /** Lets deliveries in work finish, then disconnects. */
  stop: () => Promise<void>
  /** Resolves while the consumer makes progress; throws with the reason when messages wait and none is consumed. */
  check: () => Promise<Record<string, unknown>>
}

/** Messages (not events) of one subscriber's queue. */
export interface QueueDepth {
  waiting: number
  active: number
  /** Failed at least once and waiting for their next attempt. */
  delayed: number
  paused: boolean
  /** When the oldest message that isn't done was published. */
  oldestAt: Date | null
}

export interface QueueInspector {
  /** @throws when the broker is away */
  depth: (subscriber: SubscriberName) => Promise<QueueDepth>
  pause: (subscriber: SubscriberName) => Promise<void>
  resume: (subscriber: SubscriberName) => Promise<void>
  close: () => Promise<void>
}

export interface ConsumerOptions {
  subscriber: SubscriberName
  handle: DeliveryHandler
  /** Messages handled at once. */
  concurrency?: number
}

/** A transport: one durable queue for each subscriber, two lanes, at-least-once delivery. */
export interface EventBus {
  createPublisher: () => EventPublisher
  createConsumer: (options: ConsumerOptions) => EventConsumer
  createInspector: () => QueueInspector
}

export interface EventBusOptions {
  /** Whose queues a publisher fills. */
  subscribers: readonly SubscriberName[]
}
