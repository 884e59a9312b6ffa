import { expect, test } from 'vitest'
import type { TripState } from '@/components/read-trip'
import { adviceFor } from './trip-advice'

const trip = (...states: TripState[]) => ({
  ends: states.map((state) => ({ name: 'clinical' as const, state, totalMs: null, attempts: 0, steps: [] })),
})

test('a trip that goes well, or is on its way, needs no advice', () => {
  expect([adviceFor(trip('applied', 'superseded')), adviceFor(trip('waiting', 'applied'))]).toEqual([null, null])
})

test('what needs a person is said before what mends itself', () => {
  expect(adviceFor(trip('retrying', 'parked'))).toBe('parked')
  expect(adviceFor(trip('paused', 'retrying'))).toBe('paused')
})
