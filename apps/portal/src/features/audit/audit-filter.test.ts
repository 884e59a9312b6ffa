import { expect, test } from 'vitest'
import { actionsOf, groupNames, groupOf, knownAction } from './audit-actions'
import { exportAddress, filterOf, isFiltered } from './audit-filter'

const nothing = { q: '', what: [], who: null, whom: null, request: null, from: null, to: null }

test('without a filter everything is asked for, actions that the console does not know too', () => {
  expect(filterOf(nothing, 'Africa/Harare')).toEqual({})
  expect(isFiltered(nothing)).toBe(false)
  expect(exportAddress({})).toBe('/api/audit/export')
})

test('days are those of the viewer, and both are included', () => {
  const filter = filterOf({ ...nothing, from: '2027-03-01', to: '2027-03-02' }, 'Africa/Harare')
  expect(filter).toEqual({ from: '2027-02-28T22:00:00.000Z', to: '2027-03-02T22:00:00.000Z' })
})

test('days in the wrong order mean the same as in the right one', () => {
  const turned = filterOf({ ...nothing, from: '2027-03-02', to: '2027-03-01' }, 'UTC')
  expect(turned).toEqual(filterOf({ ...nothing, from: '2027-03-01', to: '2027-03-02' }, 'UTC'))
})

test('chosen groups ask for their actions together', () => {
  const both = filterOf({ ...nothing, what: ['settings', 'cache'] }, 'UTC').actions
  expect(both).toEqual(expect.arrayContaining(['cache.invalidated', 'key.rotated']))
  expect(both).not.toContain('queue.paused')
  expect(actionsOf([])).toBeUndefined()
})

test('every action is found by choosing its group, and all groups together find all', () => {
  const all = groupNames.flatMap((group) => (actionsOf([group]) ?? []).map((action) => ({ group, action })))
  expect(all.length).toBe(actionsOf(groupNames)?.length)
  for (const { group, action } of all) expect([groupOf(action), knownAction(action)]).toEqual([group, action])
  expect([groupOf('user.teleported'), knownAction('user.teleported')]).toEqual([undefined, undefined])
})

test('the export is asked for the same entries as the list', () => {
  const address = new URL(exportAddress({ search: 'a&b', actions: ['queue.paused', 'queue.resumed'] }), 'http://c.test')
  expect(address.searchParams.get('search')).toBe('a&b')
  expect(address.searchParams.getAll('actions')).toEqual(['queue.paused', 'queue.resumed'])
})
