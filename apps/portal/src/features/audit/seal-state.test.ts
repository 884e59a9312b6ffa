import { expect, test } from 'vitest'
import { readSealState } from './seal-state'

const nowMs = Date.parse('2027-03-01T12:00:00Z')
const seals = { blocks: 7, sealedUntil: '2027-03-01T11:59:57.000Z', unsealed: 3, lastSealedAt: null }

test('entries of the last seconds wait for their seal as they should', () => {
  expect(readSealState(seals, nowMs)).toBe('sealed')
})

test('a night without entries is no reason to worry', () => {
  expect(readSealState({ ...seals, sealedUntil: '2027-02-28T20:00:00.000Z', unsealed: 0 }, nowMs)).toBe('sealed')
})

test('an entry that waits for minutes says that sealing has stopped, even before the first block', () => {
  const waits = { ...seals, sealedUntil: '2027-03-01T11:57:00.000Z' }
  expect(readSealState(waits, nowMs)).toBe('late')
  expect(readSealState({ ...waits, blocks: 0 }, nowMs)).toBe('late')
})

test('before the first block nothing is said to be sealed', () => {
  expect(readSealState({ ...seals, blocks: 0 }, nowMs)).toBe('nothing')
  expect(readSealState({ ...seals, blocks: 0, sealedUntil: null, unsealed: 0 }, nowMs)).toBe('nothing')
})
