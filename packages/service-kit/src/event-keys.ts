import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto'
import { z } from 'zod'

/** One key of AES-256-GCM, by which messages in the broker are sealed. */
export interface EventKey {
  /** Stands in clear beside what it sealed. */
  id: string
  key: KeyObject
}
/** The first one seals, all of them open. */
export type EventKeys = readonly [EventKey, ...EventKey[]]

const keyBytes = 32
export const keyIdPattern = /^[\w.-]{1,32}$/
const base64 = /^[A-Za-z0-9+/]{43}=$/

/**
 * `EVENT_KEYS`: `id:base64 of 32 bytes`, several separated by commas. To rotate, put a new key in front everywhere,
 * restart, and drop the old one once the queues have run empty. Faults name the entry by its place, never by its text.
 */
export const eventKeysSchema = z.string().transform((text, context): EventKeys => {
  const fault = (message: string) => context.addIssue({ code: 'custom', message, input: undefined })
  const keys: EventKey[] = []
  for (const [index, entry] of text.split(',').entries()) {
    const place = `key ${index + 1}`
    const [id = '', secret = '', ...rest] = entry.trim().split(':')
    const bytes = base64.test(secret) ? Buffer.from(secret, 'base64') : undefined
    if (!keyIdPattern.test(id) || rest.length > 0) {
      fault(`${place}: expected id:key, with an id of 1 to 32 letters, digits, points, dashes or underscores`)
    } else if (bytes === undefined) {
      fault(`${place}: expected 32 bytes in base64 behind the colon (openssl rand -base64 32)`)
    } else if (new Set(bytes).size < 8) {
      fault(`${place}: is no random key (openssl rand -base64 32 makes one)`)
    } else if (keys.some((other) => other.id === id)) {
      fault(`${place}: has the id of a key before it; each key needs an id of its own`)
    } else {
      keys.push({ id, key: createSecretKey(bytes) })
    }
  }
  const [first, ...others] = keys
  return first === undefined ? z.NEVER : [first, ...others]
})

/** A new key as `EVENT_KEYS` takes it. */
export function generateEventKey(id: string): string {
  return `${id}:${randomBytes(keyBytes).toString('base64')}`
}
