const uuid = /^[\da-f]{8}-[\da-f]{4}-[1-8][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/

/** Whether it is a UUID as the directory writes it: in lower case, since one in capitals would be another key. */
export const isUuid = (value: unknown): value is string => typeof value === 'string' && uuid.test(value)
