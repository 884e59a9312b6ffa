import type { Lane, SubscriberName } from '@rollcall/events/subscribers'

/**
 * One queue for each subscriber, so that no service takes another's events, and beside it one for bulk: two workers
 * can't hold each other up, where one worker's slots could all be taken by an import.
 */
export const queueName = (subscriber: SubscriberName, lane: Lane): string =>
  lane === 'interactive' ? `user-events.${subscriber}` : `user-events.${subscriber}.bulk`

/** Redis key that says that messages were left out. Its value changes with each, so that none is forgotten. */
export const missedKey = (subscriber: SubscriberName): string => `user-events.${subscriber}.missed`

/** Redis key that names the server which holds the queue: another one, or none, means that messages may be lost. */
export const holderKey = (subscriber: SubscriberName): string => `user-events.${subscriber}.holder`
