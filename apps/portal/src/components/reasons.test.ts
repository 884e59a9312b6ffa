import { expect, test } from 'vitest'
import { longestReason, readReason, reasonsFor } from './reasons'

test('a reason is kept without the blanks around it', () => {
  expect(readReason('  Maintenance \n')).toBe('Maintenance')
})

test.each(['', '   ', '\n\t'])('blanks (%j) are no reason', (text) => {
  expect(readReason(text)).toBeNull()
})

test('a reason ends where the services end it', () => {
  expect(readReason('x'.repeat(longestReason))).toHaveLength(longestReason)
  expect(readReason('x'.repeat(longestReason + 1))).toBeNull()
})

test('every deed has two to four suggestions, none of them twice', () => {
  for (const { words } of Object.values(reasonsFor)) {
    expect(words.length).toBeGreaterThanOrEqual(2)
    expect(words.length).toBeLessThanOrEqual(4)
    expect(new Set(words).size).toBe(words.length)
  }
})
