import { expect, test } from 'vitest'
import { waitMinutes } from './wait-minutes'

test.each([
  [null, 1],
  [0, 1],
  [59, 1],
  [61, 2],
  [900, 15],
])('a wait of %j seconds is said as %i minutes, never shorter than it is', (seconds, minutes) => {
  expect(waitMinutes(seconds)).toBe(minutes)
})
