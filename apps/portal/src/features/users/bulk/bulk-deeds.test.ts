import { expect, test } from 'vitest'
import { isCount, mustType } from './bulk-deeds'

test.each(['12345', '12,345', '12 345', '12\u202f345', '12.345', ' 12345 '])(
  '%j is twelve thousand and so on',
  (typed) => {
    expect(isCount(typed, 12345)).toBe(true)
  },
)

test.each(['', '1234', '123456', 'all'])('%j is another number, or none', (typed) => {
  expect(isCount(typed, 12345)).toBe(false)
})

test('a hundred people are confirmed by a click, more by their number', () => {
  expect([mustType(100), mustType(101)]).toEqual([false, true])
})
