import { expect, it } from 'vitest'
import { parseProfile } from './directory-profile.js'

const id = '0192f000-0000-7000-8000-000000000001'
const tenant = '0192f000-0000-7000-8000-00000000000a'
const at = Date.parse('2026-01-07T08:00:00.123Z')
const tuple: unknown[] = [id, tenant, 3, false, 'Ada Moyo', null, 'M-1', null, 'F', at, at]
const without = (place: number, value: unknown) => tuple.with(place, value)

it('a tuple becomes a profile, and what a newer directory appends is left out', () => {
  const profile = {
    ...{ userId: id, tenantId: tenant, version: 3, deleted: false, fullName: 'Ada Moyo' },
    ...{ avatar: null, matricule: 'M-1', ministere: null, sexe: 'F', updatedAt: at, eventAt: at },
  }
  expect(parseProfile(tuple)).toEqual({ profile })
  expect(parseProfile([...tuple, 'later'])).toEqual({ profile })
})

it.each<[string, unknown, RegExp]>([
  ['a tenant that is no id', without(1, 'x'), /tenantId/],
  ['version 0', without(2, 0), /version/],
  ['a version in words', without(2, '3'), /version/],
  ['a flag that is none', without(3, 1), /deleted/],
  ['no name', without(4, null), /fullName/],
  ['an avatar that is no text', without(5, 7), /avatar/],
  ['no time', without(9, null), /updatedAt/],
  ['a time that no Date can be', without(9, 8.7e15), /updatedAt/],
  ['half a millisecond', without(10, at + 0.5), /eventAt/],
  ['too few places', tuple.slice(0, 9), /updatedAt/],
])('%s makes one user unreadable, with the field and without its value', (_, raw, reason) => {
  const parsed = parseProfile(raw)
  expect(parsed).toMatchObject({ profile: null, userId: id, reason: expect.stringMatching(reason) })
  expect(JSON.stringify(parsed)).not.toMatch(/Ada|M-1/)
})

it.each([null, 'text', {}, [], [7]])('%j is unreadable, and nobody’s', (raw) => {
  expect(parseProfile(raw)).toMatchObject({ profile: null, userId: 'unknown' })
})
