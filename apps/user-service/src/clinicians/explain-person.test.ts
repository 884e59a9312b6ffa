import { clinicalRoles } from '@rollcall/events/roles'
import { describe, expect, it } from 'vitest'
import { explainPerson, type KnownOfPerson } from './explain-person.js'
import type { DirectoryPerson } from './find-in-directory.js'
import type { KeptPerson } from './find-kept-people.js'

const now = Date.UTC(2026, 10, 21, 9)
const id = '0192f000-0000-7000-8000-000000000001'
const ago = (ms: number) => new Date(now - ms).toISOString()

const inDirectory = (changed: Partial<DirectoryPerson> = {}): DirectoryPerson => ({
  ...{ id, version: 3, fullName: 'Rudo Sibanda', role: 'doctor', isActive: true, deletedAt: null },
  ...{ changedAt: ago(60_000), holdId: null, publishedVersion: 3, inOutbox: false },
  ...changed,
})
const here = (changed: Partial<KeptPerson> = {}): KeptPerson => ({
  ...{ id, version: 3, fullName: 'Rudo Sibanda', role: 'doctor', isActive: true, deletedAt: null },
  ...changed,
})
const explain = (known: Partial<KnownOfPerson>) =>
  explainPerson({
    ...{ directory: undefined, kept: undefined, parked: null, isPaused: false, roles: clinicalRoles, now },
    ...known,
  })
const parked = { id: '7', attempts: 8, since: ago(600_000) }

describe('explainPerson', () => {
  it.each<[string, Partial<KnownOfPerson>, string, string, RegExp]>([
    ['listed', { directory: inDirectory(), kept: here() }, 'listed', 'none', /is listed, as doctor\.$/],
    [
      'listed still, because the deactivation is held',
      { directory: inDirectory({ version: 4, isActive: false, holdId: 'h' }), kept: here() },
      ...(['listed', 'review_held', /held until/] as const),
    ],
    [
      'listed still, because a change has not arrived',
      { directory: inDirectory({ version: 4, role: 'staff' }), kept: here() },
      ...(['listed', 'none', /Version 4 .* not arrived .* version 3/] as const),
    ],
    ['never arrived', { directory: inDirectory() }, 'unknown_here', 'repair', /never arrived/],
    [
      'of another role',
      { directory: inDirectory({ role: 'receptionist' }), kept: here({ role: 'receptionist' }) },
      ...(['other_role', 'change_role', /role receptionist.*doctor, nurse, pharmacist or consultant/] as const),
    ],
    [
      'of a clinical role that the list does not show now',
      { directory: inDirectory({ role: 'nurse' }), kept: here({ role: 'nurse' }), roles: ['doctor', 'consultant'] },
      ...(['other_role', 'none', /is a nurse, and the list shows doctors and consultants only/] as const),
    ],
    [
      'deactivated',
      { directory: inDirectory({ isActive: false }), kept: here({ isActive: false }) },
      ...(['deactivated', 'activate', /deactivated/] as const),
    ],
    [
      'deleted, and nothing else, though inactive too',
      { directory: inDirectory({ isActive: false, deletedAt: ago(1) }), kept: undefined },
      ...(['deleted', 'restore', /deleted/] as const),
    ],
    [
      'on the way for a moment',
      { directory: inDirectory({ changedAt: ago(4000) }) },
      ...(['on_its_way', 'wait', /on the way/] as const),
    ],
    [
      'late, still in the outbox',
      { directory: inDirectory({ inOutbox: true }) },
      ...(['on_its_way', 'repair', /late/] as const),
    ],
    [
      'here as a tombstone while the restore is late',
      { directory: inDirectory({ version: 4 }), kept: here({ deletedAt: ago(1) }) },
      ...(['on_its_way', 'repair', /late; here it is version 3/] as const),
    ],
    [
      'changed by hand',
      { directory: inDirectory(), kept: here({ role: 'staff' }) },
      ...(['unknown_here', 'repair', /differs from the directory/] as const),
    ],
    ['parked', { directory: inDirectory(), parked }, 'parked', 'retry', /put aside after 8 attempts/],
    ['paused', { directory: inDirectory(), isPaused: true }, 'paused', 'resume', /paused/],
    [
      'parked rather than paused',
      { directory: inDirectory(), parked, isPaused: true },
      ...(['parked', 'retry', /put aside/] as const),
    ],
    [
      'held before they ever arrived',
      { directory: inDirectory({ isActive: false, holdId: 'h' }) },
      ...(['held', 'review_held', /held until/] as const),
    ],
    [
      'deactivated, as far as this service knows',
      { kept: here({ isActive: false }) },
      ...(['deactivated', 'activate', /deactivated/] as const),
    ],
  ])('says of somebody who is %s why, and what mends it', (_, known, reason, action, message) => {
    expect(explain(known)).toMatchObject({ reason, action, message: expect.stringMatching(message) })
  })

  it('names the parked event or the hold that the button is for', () => {
    expect(explain({ directory: inDirectory(), parked })).toMatchObject({
      parkedId: '7',
      facts: { parked: { attempts: 8 } },
    })
    expect(explain({ directory: inDirectory({ holdId: 'h' }) })).toMatchObject({ holdId: 'h' })
    expect(explain({ directory: inDirectory(), kept: here() })).not.toHaveProperty('holdId')
  })

  it('knows nothing of whom nobody knows', () => {
    expect(explain({})).toBeNull()
  })
})
