import { expect, test } from 'vitest'
import { isSameName } from './is-same-name'

test.each([
  ['Tendai Moyo', 'Tendai Moyo'],
  ['  tendai   MOYO ', 'Tendai Moyo'],
  ['Zoe\u0308 Ndlovu', 'Zo\u00eb Ndlovu'],
])('%j is typed for %j', (typed, name) => {
  expect(isSameName(typed, name)).toBe(true)
})

test.each([
  ['', ''],
  ['', 'Tendai Moyo'],
  ['Tendai', 'Tendai Moyo'],
  ['Tendai Mayo', 'Tendai Moyo'],
])('%j is not enough for %j', (typed, name) => {
  expect(isSameName(typed, name)).toBe(false)
})
