import { expect, test } from 'vitest'
import { type Chosen, choose, countChosen, isChosen, isTooMany, nobody, rangeOf, selectionOf } from './chosen'

const everyone: Chosen = { kind: 'all', except: new Set() }

test('people chosen on several pages add up', () => {
  const chosen = choose(choose(nobody, ['a', 'b'], true), ['c'], true)
  expect(countChosen(chosen, 500)).toBe(3)
  expect(selectionOf(choose(chosen, ['b'], false), {})).toEqual({ ids: ['a', 'c'] })
})

test('of all that match, whoever is taken out is left out, and may come back', () => {
  const without = choose(everyone, ['a'], false)
  expect([isChosen(without, 'a'), isChosen(without, 'b'), countChosen(without, 500)]).toEqual([false, true, 499])
  expect(selectionOf(without, { search: 'moyo' })).toEqual({ filter: { search: 'moyo' }, except: ['a'] })
  expect(countChosen(choose(without, ['a'], true), 500)).toBe(500)
})

test('a range goes either way, and is one row when its start is on another page', () => {
  const ids = ['a', 'b', 'c', 'd']
  expect(rangeOf(ids, 'b', 'd')).toEqual(['b', 'c', 'd'])
  expect(rangeOf(ids, 'd', 'b')).toEqual(['b', 'c', 'd'])
  expect(rangeOf(ids, 'elsewhere', 'b')).toEqual(['b'])
})

test('more than a thousand cannot be named one by one', () => {
  const many = Array.from({ length: 1001 }, (_, index) => `${index}`)
  expect(isTooMany(choose(nobody, many, true))).toBe(true)
  expect(isTooMany(everyone)).toBe(false)
})
