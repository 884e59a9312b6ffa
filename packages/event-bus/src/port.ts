import type { Lane, SubscriberName } from '@rollcall/events/subscribers'
import type { EventKeys } from '@rollcall/service-kit/event-keys'

/** Up to 500 events that travel as one message. */
export interface EventBatch {
  lane: Lane
  count: number
  /** JSON text of an array of events, passed through as it came from the database. */
  events: string
  /** The replay run that sends these events again; left out for news. */
  replayId?: string
}

/** What a subscriber is handed. Events are unparsed: whoever consumes them decides what a malformed one means. */
export interface Delivery {
  lane: Lane
  events: unknown[]
  /** 1 for the first delivery of this message, as far as the broker knows; more once it was handed out before. */
  attempt: number
  replayId?: string
}

/** Stands as the one event of a message that could not be opened: what is known of it, and nothing of its content. */
export interface UnreadableMessage {
  /** Why, and what to do: a sentence for people. */
  unreadable: string
  message: Record<string, string | number | null>
}

/** Resolving acknowledges the message; so resolve after the effect has been committed. Rejecting asks for redelivery. */
export type DeliveryHandler = (delivery: Delivery) => Promise<void>

export interface PublishResult {
  /** Subscribers whose queue is full and doesn't move. They were left out, and will be told to reconcile. */
  missed: SubscriberName[]
}

export interface EventPublisher {
  /**
   * Hands batches to every subscriber's queue, or to `only` one. Resolves once all queues have accepted all batches.
   * The broker's memory is bounded: a bulk lane that is full is waited for while its subscriber makes progress, and
   * left out once it makes none or is paused; an interactive lane that is full is left out at once.
   * @throws when the broker doesn't accept within seconds; some queues may have accepted, so delivery is at least once
   */
  publish: (batches: EventBatch[], only?: SubscriberName) => Promise<PublishResult>
  /** Resolves while the broker answers. @throws with the reason when it doesn't */
  check: () => Promise<void>
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
  /** Messages were left out because the queue was full; the subscriber reconciles once it has caught up. */
  missed: boolean
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
  /**
   * Called once the queue has run empty after messages were left out because it was full, or may have been lost because
   * the broker was restarted or emptied: reconcile. When it rejects, it is called again.
   */
  onMissed?: () => Promise<void>
  /** Messages of each lane handled at once; so that bulk, however slow, never holds up an edit. */
  concurrency?: number
}

/**
 * A transport: one durable queue for each subscriber, two lanes, at-least-once delivery. What a message carries is
 * encrypted before the broker sees it, and one that doesn't open is never handed on as events.
 */
export interface EventBus {
  createPublisher: () => EventPublisher
  createConsumer: (options: ConsumerOptions) => EventConsumer
  createInspector: () => QueueInspector
}

/** How much may wait in one subscriber's queue, so that the broker's memory is bounded at any backlog. */
export interface QueueLimits {
  /** Waiting messages of each lane. Relays that run side by side may exceed it together. */
  messages: Record<Lane, number>
  /** How long a full bulk lane is waited for without any progress of its subscriber. */
  patienceMs: number
}

export const defaultQueueLimits: QueueLimits = { messages: { interactive: 20_000, bulk: 200 }, patienceMs: 10_000 }

export interface EventBusOptions {
  /** Whose queues a publisher fills. */
  subscribers: readonly SubscriberName[]
  limits: QueueLimits
  /** What the events are encrypted with on their way: the first seals, all open. */
  keys: EventKeys
}
