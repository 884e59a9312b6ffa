import { createHash } from 'node:crypto'
import { parseUserEvent } from '@rollcall/events/parse-user-event'
import { type DirectoryUser, toDirectoryUser } from '@rollcall/events/user-event'
import { z } from 'zod'

/** An event that can be applied, with what it came from. */
export interface UsableEvent {
  user: DirectoryUser
  raw: unknown
}
/** An event that no retry can help until the code changes. */
export interface UnusableEvent {
  raw: unknown
  reason: string
}

/** Parts what a delivery brought into what can be applied and what has to be parked at once. */
export function sortDelivery(events: unknown[]): { usable: UsableEvent[]; unusable: UnusableEvent[] } {
  const usable: UsableEvent[] = []
  const unusable: UnusableEvent[] = []
  for (const raw of events) {
    const parsed = parseUserEvent(raw)
    if (parsed.kind === 'event') usable.push({ user: toDirectoryUser(parsed.event), raw })
    else if (parsed.kind === 'malformed') unusable.push({ raw, reason: `malformed: ${parsed.reason}` })
    else unusable.push({ raw, reason: `unknown schema version ${parsed.version}: upgrade this service, then retry` })
  }
  return { usable, unusable }
}

const maybe = <T extends z.ZodType>(schema: T) => schema.nullable().catch(null)
const identitySchema = z
  .object({
    eventId: maybe(z.uuid()),
    userId: maybe(z.uuid()),
    tenantId: maybe(z.uuid()),
    userVersion: maybe(z.int32().positive()),
  })
  .catch({ eventId: null, userId: null, tenantId: null, userVersion: null })

export interface EventIdentity {
  eventId: string
  userId: string | null
  tenantId: string | null
  userVersion: number | null
}

/** What can be read of any event, however broken. One without an id is known by its content. */
export function identifyEvent(raw: unknown): EventIdentity {
  const identity = identitySchema.parse(raw)
  const digest = () =>
    createHash('sha256')
      .update(JSON.stringify(raw) ?? '')
      .digest('hex')
  return { ...identity, eventId: identity.eventId ?? `sha256:${digest()}` }
}

/** PostgreSQL's jsonb holds neither NUL nor half a surrogate pair; JSON.stringify writes exactly these as \u escapes. */
const unstorable = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][\da-f]{2})/i

/** The event as jsonb text. One that jsonb can't hold is kept as quoted text, which reads as malformed ever after. */
export function storableEvent(raw: unknown): { json: string; intact: boolean } {
  const json = JSON.stringify(raw) ?? 'null'
  return unstorable.test(json) ? { json: JSON.stringify({ text: json }), intact: false } : { json, intact: true }
}
