import type { SubscriberName } from '@rollcall/events/subscribers'

/** One queue for each subscriber, so that no service takes another's events. */
export const queueName = (subscriber: SubscriberName): string => `user-events.${subscriber}`
