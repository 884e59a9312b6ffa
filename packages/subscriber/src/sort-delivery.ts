import { createHash } from 'node:crypto'
import { parseUserEvent } from '@rollcall/events/parse-user-event'
import { type DirectoryUser, toDirectoryUser } from '@rollcall/events/user-event'
import { z } from 'zod'
import type { ParkedKind } from './parked/parked-event.js'

/** An event that can be applied, with what it came from. */
export interface UsableEvent {
  user: DirectoryUser
  /** Its place in the directory's log, where the event names it. */
  position: number | null
  raw: unknown
}
/** An event that no retry can help until the code changes. */
export interface UnusableEvent {
  raw: unknown
  position: number | null
  kind: Exclude<ParkedKind, 'refused'>
  reason: string
}

/** Parts what a delivery brought into what can be applied and what has to be parked at once. */
export function sortDelivery(events: unknown[]): { usable: UsableEvent[]; unusable: UnusableEvent[] } {
  const usable: UsableEvent[] = []
  const unusable: UnusableEvent[] = []
  for (const raw of events) {
    const parsed = parseUserEvent(raw)
    if (parsed.kind === 'event') {
      usable.push({ user: toDirectoryUser(parsed.event), position: parsed.event.position ?? null, raw })
      continue
    }
    const { position } = identitySchema.parse(raw)
    if (parsed.kind === 'malformed') {
      const { unreadable } = unreadableSchema.parse(raw)
      unusable.push({ raw, position, kind: 'malformed', reason: `malformed: ${unreadable ?? parsed.reason}` })
    } else {
      const reason = `unknown schema version ${parsed.version}: applied by itself once this service is upgraded`
      unusable.push({ raw, position, kind: 'unknown_version', reason })
    }
  }
  return { usable, unusable }
}

/** What the bus hands on of a message that it could not open. */
const unreadableSchema = z.object({ unreadable: z.string().optional() }).catch({})

const maybe = <T extends z.ZodType>(schema: T) => schema.nullable().catch(null)
const name = maybe(z.string())
const identitySchema = z
  .object({
    eventId: maybe(z.uuid()),
    eventType: maybe(z.string().max(100)),
    userId: maybe(z.uuid()),
    tenantId: maybe(z.uuid()),
    userVersion: maybe(z.int32().positive()),
    position: maybe(z.int().nonnegative()),
    payload: z.object({ firstName: name, lastName: name }).catch({ firstName: null, lastName: null }),
  })
  .catch({
    ...{ eventId: null, eventType: null, userId: null, tenantId: null, userVersion: null, position: null },
    payload: { firstName: null, lastName: null },
  })

export interface EventIdentity {
  eventId: string
  eventType: string | null
  userId: string | null
  tenantId: string | null
  userVersion: number | null
  /** Only where the organisation is known too: a name without one could be shown to anybody. */
  fullName: string | null
}

/** What can be read of any event, however broken. One without an id is known by its content. */
export function identifyEvent(raw: unknown): EventIdentity {
  const { payload, position: _, ...identity } = identitySchema.parse(raw)
  const digest = () =>
    createHash('sha256')
      .update(JSON.stringify(raw) ?? '')
      .digest('hex')
  const fullName = `${payload.firstName ?? ''} ${payload.lastName ?? ''}`.trim()
  return {
    ...identity,
    eventId: identity.eventId ?? `sha256:${digest()}`,
    eventType: identity.eventType === null ? null : printable(identity.eventType),
    fullName: identity.tenantId === null || fullName === '' ? null : printable(fullName),
  }
}

const halfPair = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** PostgreSQL's text holds neither NUL nor half a surrogate pair. */
export function printable(text: string): string {
  return text.replaceAll('\0', '\\0').replace(halfPair, '\ufffd')
}

/** PostgreSQL's jsonb holds neither NUL nor half a surrogate pair; JSON.stringify writes exactly these as \u escapes. */
const unstorable = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][\da-f]{2})/i

/** The event as jsonb text. One that jsonb can't hold is kept as quoted text, which reads as malformed ever after. */
export function storableEvent(raw: unknown): { json: string; intact: boolean } {
  const json = JSON.stringify(raw) ?? 'null'
  return unstorable.test(json) ? { json: JSON.stringify({ text: json }), intact: false } : { json, intact: true }
}
