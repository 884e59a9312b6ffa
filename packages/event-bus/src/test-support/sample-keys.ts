import { type EventKeys, eventKeysSchema, generateEventKey } from '@rollcall/service-kit/event-keys'

/** Keys for one test: whoever shares a broker shares them. */
export const createSampleKeys = (): EventKeys => eventKeysSchema.parse(generateEventKey('sample'))

/** The keys of all buses of one test file. */
export const sampleKeys = createSampleKeys()
