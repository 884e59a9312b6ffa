/** Fields that hold an address or a telephone number, wherever they stand in an answer. */
const contactFields: readonly string[] = ['email', 'phoneNumber']

// One before the other: an address may begin with digits.
const addressInText = /[^\s@"'`<>(),:;=[\]{}|]+@([^\s@"'`<>(),:;=[\]{}|]+)/gu
const phoneInText = /\+\d(?:[ ().-]{0,2}\d){5,}/g
/** A number as somebody may have typed it into the database; ids and times have letters, hyphens or colons beside them. */
const bareNumber = /(?<![\w.:-])\d{7,15}(?![\w:-])/g

/** Enough to tell two people apart, and to reach neither: the domain. */
export const maskEmail = (email: string): string => `•••${/@[^@\s]*$/u.exec(email)?.[0] ?? ''}`

/** The last two digits, of a number that has enough others. */
export function maskPhone(phone: string): string {
  if (phone.startsWith('••••')) return phone
  const digits = phone.replace(/\D/g, '')
  return digits.length < 7 ? '••••' : `•••• ${digits.slice(-2)}`
}

/** Addresses and international numbers that a text quotes, as the error of a store may. */
export function maskContactText(text: string): string {
  const masked = text.includes('@') ? text.replace(addressInText, (_, domain: string) => `•••@${domain}`) : text
  return masked.includes('+') ? masked.replace(phoneInText, maskPhone) : masked
}

/** As `maskContactText`; an error may also quote a number as it stands in the database, in no form at all. */
export const maskErrorText = (text: string): string => maskContactText(text).replace(bareNumber, maskPhone)

/**
 * An answer as somebody without `users.contact` may see it: every address and every number in it is masked, by its
 * field's name, in a change of that field, and in any text that quotes one. What belongs to `ownId` stays.
 */
export function maskContact(answer: unknown, ownId?: string): unknown {
  if (typeof answer === 'string') return maskContactText(answer)
  if (Array.isArray(answer)) return answer.map((item) => maskContact(item, ownId))
  if (!isPlain(answer)) return answer
  if (ownId !== undefined && answer.id === ownId && 'email' in answer) return answer
  const { field } = answer
  const masked: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(answer)) {
    if (contactFields.includes(key)) masked[key] = maskAll(key, value)
    // A difference or a change that names its field beside its values.
    else if (typeof field === 'string' && key !== 'field' && contactFields.includes(field))
      masked[key] = maskAll(field, value)
    else if (key === 'error' && typeof value === 'string') masked[key] = maskErrorText(value)
    else masked[key] = maskContact(value, ownId)
  }
  return masked
}

/** Every text under a field of contact, however deep: `{ from, to }` too. Null and yes or no tell nothing. */
function maskAll(field: string, value: unknown): unknown {
  if (typeof value === 'string') return field === 'email' ? maskEmail(value) : maskPhone(value)
  if (typeof value === 'number') return maskPhone(String(value))
  if (Array.isArray(value)) return value.map((item) => maskAll(field, item))
  if (!isPlain(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, maskAll(field, inner)]))
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && [Object.prototype, null].includes(Object.getPrototypeOf(value))

/** A stream's messages, each as `maskContact` answers it. */
export async function* maskStream(messages: AsyncIterable<unknown>, ownId: string): AsyncGenerator<unknown> {
  for await (const message of messages) yield maskContact(message, ownId)
}

export const isStream = (answer: unknown): answer is AsyncIterable<unknown> =>
  typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer
