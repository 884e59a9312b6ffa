import { z } from 'zod'
import { knownUserEvent } from './known-user-event.js'
import { schemaVersion, type UserEvent, userEventSchema } from './user-event.js'

export type ParsedUserEvent =
  | { kind: 'event'; event: UserEvent }
  /** Written by a newer directory than this code knows: park it until the code is upgraded. */
  | { kind: 'unknown-version'; version: string }
  | { kind: 'malformed'; reason: string }

/** Lifts an event of an older schema version to the next one. */
export type Upcaster = (raw: Record<string, unknown>) => Record<string, unknown>

/** From version → how to reach the one after it. Version 1.0 is the first, so the table starts empty. */
const upcasters: ReadonlyMap<string, Upcaster> = new Map()

/** Schema versions this code can read: events of these that were parked for their version can be tried again. */
export const knownSchemaVersions: readonly string[] = [schemaVersion, ...upcasters.keys()]

const envelopeSchema = z.looseObject({ version: z.string() })

/** Parses one event as it came from the bus, upcasting older schema versions first. Never throws. */
export function parseUserEvent(raw: unknown, steps: ReadonlyMap<string, Upcaster> = upcasters): ParsedUserEvent {
  const known = knownUserEvent(raw)
  if (known) return { kind: 'event', event: known }
  const envelope = envelopeSchema.safeParse(raw)
  if (!envelope.success) return { kind: 'malformed', reason: 'the message is not an event: it has no schema version' }
  let lifted: Record<string, unknown> = envelope.data
  const seen = new Set<unknown>()
  while (lifted.version !== schemaVersion) {
    const step = typeof lifted.version === 'string' ? steps.get(lifted.version) : undefined
    if (!step || seen.has(lifted.version)) return { kind: 'unknown-version', version: String(lifted.version) }
    seen.add(lifted.version)
    lifted = step(lifted)
  }
  const parsed = userEventSchema.safeParse(lifted)
  if (parsed.success) return { kind: 'event', event: parsed.data }
  const [issue] = parsed.error.issues
  return { kind: 'malformed', reason: issue ? `${issue.path.join('.') || 'event'}: ${issue.message}` : 'not an event' }
}
