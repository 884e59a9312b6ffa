import { expect, test } from 'vitest'
import { readProgress } from './read-progress'

const startedAt = '2027-01-01T00:00:00.000Z'
const after = (seconds: number) => Date.parse(startedAt) + seconds * 1000

test('a run tells its pace and the time that is left', () => {
  const progress = readProgress({ done: 30_000, total: 120_000, startedAt }, after(2))
  expect(progress).toEqual({ share: 0.25, ratePerSecond: 15_000, secondsLeft: 6 })
})

test('a run that has just begun, or has done nothing, promises nothing', () => {
  expect(readProgress({ done: 10, total: 100, startedAt }, after(0.2))).toEqual({
    ...{ share: 0.1, ratePerSecond: null, secondsLeft: null },
  })
  expect(readProgress({ done: 0, total: 0, startedAt }, after(60))).toEqual({
    ...{ share: 0, ratePerSecond: null, secondsLeft: null },
  })
})

test('a total that has shrunk under a run gives no more than all of it', () => {
  expect(readProgress({ done: 110, total: 100, startedAt }, after(11))).toEqual({
    ...{ share: 1, ratePerSecond: 10, secondsLeft: 0 },
  })
})
