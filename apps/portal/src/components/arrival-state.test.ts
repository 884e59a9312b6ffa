import { expect, test } from 'vitest'
import { type ArrivalFacts, arrivalOf } from './arrival-state'

const changedAt = '2026-01-01T00:00:00.000Z'
const at = (ms: number) => Date.parse(changedAt) + ms
const facts = (change: Partial<ArrivalFacts>): ArrivalFacts => ({
  version: 7,
  changedAt,
  held: { version: 6, state: 'present' },
  nowMs: at(1000),
  ...change,
})

test('a subscriber with the directory’s version, or a newer one, is in sync', () => {
  expect(arrivalOf(facts({ held: { version: 7, state: 'present' } }))).toBe('in-sync')
  expect(arrivalOf(facts({ held: { version: 8, state: 'deleted' } }))).toBe('in-sync')
})

test('what is not cached is read on demand and cannot be late', () => {
  expect(arrivalOf(facts({ held: { version: null, state: 'not_cached' }, nowMs: at(60_000) }))).toBe('in-sync')
})

test('an older version is on its way for five seconds, then late', () => {
  expect(arrivalOf(facts({ nowMs: at(5000) }))).toBe('on-its-way')
  expect(arrivalOf(facts({ nowMs: at(5001) }))).toBe('late')
  expect(arrivalOf(facts({ held: { version: null, state: 'unknown' }, nowMs: at(5001) }))).toBe('late')
})

test('a paused queue and a silent service are named as such', () => {
  expect(arrivalOf(facts({ paused: true }))).toBe('paused')
  expect(arrivalOf(facts({ unreachable: true, held: { version: 7, state: 'present' } }))).toBe('unreachable')
})

test('nothing is claimed before the subscriber has answered', () => {
  expect(arrivalOf(facts({ held: null }))).toBeNull()
})
