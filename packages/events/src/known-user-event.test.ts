import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { knownSnapshot, knownUserEvent } from './known-user-event.js'
import { parseDirectoryUser } from './parse-directory-user.js'
import { directoryUserSchema, userEventSchema, userEventTypes, userSnapshotSchema } from './user-event.js'

const text = fc.string({ unit: 'grapheme' })
const id = fc.uuid()
const instant = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2400-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString())
const maybe = (value: fc.Arbitrary<unknown>) => fc.option(value, { nil: null })
/** What may stand where something else is expected. */
const odd = fc.oneof(
  fc.constantFrom(null, undefined, '', 0, -1, 1.5, 2 ** 53, true, [], {}, '2026-02-29T00:00:00.000Z', '9.0'),
  fc.constantFrom(
    '2026-01-01T00:00:00Z',
    '2026-04-31T10:00:00.000Z',
    '2028-02-29T10:00:00.000Z',
    '2026-13-01T00:00:00.000Z',
  ),
  fc.constantFrom('2026-01-01T00:00:00.000+02:00', '2026-01-01T24:00:00.000Z', 'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF'),
  fc.constantFrom('00000000-0000-0000-0000-000000000000', '0192f000-0000-9000-8000-000000000002', '{}', 'user.created'),
  fc.jsonValue(),
)

const payload = fc.record({
  ...{ userId: id, email: text, firstName: text, lastName: text, role: text, phoneNumber: maybe(text) },
  ...{ isActive: fc.boolean(), mustChangePassword: fc.boolean(), avatar: maybe(text), matricule: maybe(text) },
  ...{ ministere: maybe(text), sexe: maybe(text), createdAt: instant, updatedAt: instant, deletedAt: maybe(instant) },
})
const event = fc.record({
  ...{
    position: fc.maxSafeNat(),
    eventId: id,
    eventType: fc.constantFrom(...userEventTypes),
    version: fc.constant('1.0'),
  },
  ...{ timestamp: instant, source: text, tenantId: id, userId: id, userVersion: fc.integer({ min: 1 }) },
  actor: fc.record({ id: text, kind: fc.constantFrom('user', 'service', 'sql') }),
  ...{ correlationId: text, traceparent: fc.option(text, { nil: null }), payload },
  changes: fc.dictionary(text, fc.record({ from: fc.jsonValue(), to: fc.jsonValue() })),
})
/** Sets, removes or adds something anywhere in the event. */
const damage = fc.record({
  where: fc.constantFrom('event', 'payload', 'actor', 'changes'),
  field: fc.oneof(fc.constantFrom(...eventFields()), text),
  value: fc.option(odd, { nil: 'remove' as const }),
})

function eventFields(): string[] {
  return [...Object.keys(userEventSchema.shape), ...Object.keys(userSnapshotSchema.shape), 'id', 'kind']
}
function damaged(whole: object, { where, field, value }: { where: string; field: string; value: unknown }): unknown {
  const copy = structuredClone(whole)
  const part = where === 'event' ? copy : Reflect.get(copy, where)
  if (typeof part !== 'object' || part === null) return copy
  if (value === 'remove') Reflect.deleteProperty(part, field)
  else Reflect.set(part, field, value)
  return copy
}

describe('knownUserEvent', () => {
  it('knows what the directory writes, and answers as the schema does', () => {
    let known = 0
    fc.assert(
      fc.property(event, (raw) => {
        const answer = knownUserEvent(raw)
        const parsed = userEventSchema.safeParse(raw)
        if (answer) known += 1
        if (answer) expect(answer).toEqual(parsed.data)
      }),
      { numRuns: 500 },
    )
    expect(known).toBeGreaterThan(300)
  })

  it('never accepts what the schema refuses, and never reads it otherwise, however an event is damaged', () => {
    fc.assert(
      fc.property(event, fc.array(damage, { maxLength: 3 }), (whole, damages) => {
        const raw = damages.reduce<unknown>(
          (part, each) => (typeof part === 'object' && part ? damaged(part, each) : part),
          whole,
        )
        const answer = knownUserEvent(raw)
        if (answer) expect(answer).toEqual(userEventSchema.parse(raw))
      }),
      { numRuns: 3000 },
    )
  })

  it.each([null, undefined, 7, 'text', [], {}, new Date(), () => undefined])('does not know %s', (raw) => {
    expect(knownUserEvent(raw)).toBeNull()
    expect(knownSnapshot(raw)).toBeNull()
  })
})

describe('parseDirectoryUser', () => {
  it('answers as the schema does, however a user is damaged', () => {
    const user = fc.record({ tenantId: id, userId: id, userVersion: fc.integer({ min: 1 }), eventAt: instant, payload })
    fc.assert(
      fc.property(user, fc.array(damage, { maxLength: 2 }), (whole, damages) => {
        const raw = damages.reduce<unknown>(
          (part, each) => (typeof part === 'object' && part ? damaged(part, each) : part),
          whole,
        )
        const parsed = directoryUserSchema.safeParse(raw)
        expect(parseDirectoryUser(raw)).toEqual(
          parsed.success ? { user: parsed.data } : { user: null, reason: expect.stringMatching(/\w/) },
        )
      }),
      { numRuns: 1000 },
    )
  })
})
