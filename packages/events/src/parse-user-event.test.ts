import { describe, expect, it } from 'vitest'
import { parseUserEvent } from './parse-user-event.js'

const event = {
  eventId: '0192f000-0000-7000-8000-00000000000e',
  eventType: 'user.role.changed',
  version: '1.0',
  timestamp: '2026-02-07T08:00:00.000Z',
  source: 'auth-service',
  tenantId: '0192f000-0000-7000-8000-000000000001',
  userId: '0192f000-0000-7000-8000-000000000002',
  userVersion: 7,
  actor: { id: 'someone', kind: 'user' },
  correlationId: 'c',
  traceparent: null,
  changes: { role: { from: 'nurse', to: 'doctor' } },
  payload: {
    userId: '0192f000-0000-7000-8000-000000000002',
    email: 'rudo@rollcall.test',
    firstName: 'Rudo',
    lastName: 'Sibanda',
    role: 'doctor',
    phoneNumber: '+263771234567',
    isActive: true,
    mustChangePassword: false,
    avatar: null,
    matricule: null,
    ministere: null,
    sexe: null,
    createdAt: '2026-01-07T08:00:00.000Z',
    updatedAt: '2026-02-07T08:00:00.000Z',
    deletedAt: null,
  },
}

describe('parseUserEvent', () => {
  it('accepts an event of the current schema version', () => {
    expect(parseUserEvent(event)).toMatchObject({
      kind: 'event',
      event: { userVersion: 7, eventType: 'user.role.changed' },
    })
  })

  it('names an unknown schema version instead of guessing at it', () => {
    expect(parseUserEvent({ ...event, version: '9.0' })).toEqual({ kind: 'unknown-version', version: '9.0' })
  })

  it('lifts an older schema version step by step', () => {
    const { payload, ...rest } = event
    const { ministere: _, ...older } = payload
    const steps = new Map([
      ['0.8', (raw: Record<string, unknown>) => ({ ...raw, version: '0.9' })],
      [
        '0.9',
        (raw: Record<string, unknown>) => ({
          ...raw,
          version: '1.0',
          payload: { ...Object(raw.payload), ministere: null },
        }),
      ],
    ])
    expect(parseUserEvent({ ...rest, version: '0.8', payload: older }, steps)).toMatchObject({ kind: 'event' })
  })

  it.each([
    ['text', 'hello'],
    ['nothing', null],
    ['a version of zero', { ...event, userVersion: 0 }],
    ['a payload without an email', { ...event, payload: { ...event.payload, email: undefined } }],
  ])('calls %s malformed and says why', (_, raw) => {
    expect(parseUserEvent(raw)).toMatchObject({ kind: 'malformed', reason: expect.stringMatching(/\w/) })
  })
})
