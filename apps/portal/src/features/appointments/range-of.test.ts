import { expect, it } from 'vitest'
import { rangeOf } from './range-of'

const zone = 'Africa/Harare'
// A Saturday, 00:30 in Harare, and still Friday in UTC.
const now = new Date('2026-11-20T22:30:00Z')
const view = { when: 'upcoming', from: null, to: null } as const

it('what is to come begins now, and the past is read backwards from now', () => {
  expect(rangeOf(view, now, zone)).toEqual({ from: now.toISOString(), order: 'asc' })
  expect(rangeOf({ ...view, when: 'past' }, now, zone)).toEqual({ to: now.toISOString(), order: 'desc' })
})

it('today is the day of the viewer’s calendar, not of UTC', () => {
  expect(rangeOf({ ...view, when: 'today' }, now, zone)).toEqual({
    from: '2026-11-20T22:00:00.000Z',
    to: '2026-11-21T22:00:00.000Z',
    order: 'asc',
  })
})

it('the week runs from Monday to Sunday', () => {
  expect(rangeOf({ ...view, when: 'week' }, now, zone)).toEqual({
    from: '2026-11-15T22:00:00.000Z',
    to: '2026-11-22T22:00:00.000Z',
    order: 'asc',
  })
})

it('days include the last one, in whichever order they were given', () => {
  const expected = { from: '2026-11-29T22:00:00.000Z', to: '2026-12-02T22:00:00.000Z', order: 'asc' }
  expect(rangeOf({ ...view, from: '2026-11-30', to: '2026-12-02' }, now, zone)).toEqual(expected)
  expect(rangeOf({ ...view, from: '2026-12-02', to: '2026-11-30' }, now, zone)).toEqual(expected)
})

it('one day alone leaves the other end open', () => {
  expect(rangeOf({ ...view, from: '2026-12-01' }, now, zone)).toEqual({
    from: '2026-11-30T22:00:00.000Z',
    order: 'asc',
  })
  expect(rangeOf({ ...view, to: '2026-12-01' }, now, zone)).toEqual({ to: '2026-12-01T22:00:00.000Z', order: 'desc' })
})

it('what needs another clinician is what is to come', () => {
  expect(rangeOf({ ...view, when: 'orphaned' }, now, zone)).toEqual({
    from: now.toISOString(),
    order: 'asc',
    orphaned: true,
  })
})
