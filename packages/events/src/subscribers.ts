/** The services that must know users. The first part of the design that a new one touches. */
export const subscriberNames = ['clinical', 'chat'] as const
export type SubscriberName = (typeof subscriberNames)[number]

/** `interactive`: a person waits. `bulk`: imports, replays. Interactive overtakes bulk everywhere on the road. */
export const lanes = ['interactive', 'bulk'] as const
export type Lane = (typeof lanes)[number]
