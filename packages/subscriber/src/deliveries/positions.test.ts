import fc from 'fast-check'
import { expect, it } from 'vitest'
import { toMultirange } from './positions.js'

it('joins neighbours and counts doubles once', () => {
  expect(toMultirange([9, 3, 4, 5, 5])).toBe('{[3,6),[9,10)}')
  expect(toMultirange([])).toBe('{}')
})

it('holds exactly the positions it was given', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(60)), (positions) => {
      const ranges = [...toMultirange(positions).matchAll(/\[(\d+),(\d+)\)/g)].map(([, from, to]) => [
        Number(from),
        Number(to),
      ])
      const held = ranges.flatMap(([from = 0, to = 0]) => Array.from({ length: to - from }, (_, index) => from + index))
      expect(held).toEqual([...new Set(positions)].sort((a, b) => a - b))
    }),
  )
})
