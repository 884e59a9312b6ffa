import { expect, test } from 'vitest'
import { prewarmAskAgainMs, readPrewarmForm } from './prewarm-values'

const defaults = { daysBack: 7, maxUsers: 10_000, batchSize: 500, delayBetweenBatches: 1500 }

test('options within their ranges are read, their ends included', () => {
  expect(readPrewarmForm(defaults)).toEqual({ options: defaults, wrong: [] })
  const least = { daysBack: 1, maxUsers: 1, batchSize: 1, delayBetweenBatches: 0 }
  expect(readPrewarmForm(least)).toEqual({ options: least, wrong: [] })
  const most = { daysBack: 365, maxUsers: 1_000_000, batchSize: 500, delayBetweenBatches: 60_000 }
  expect(readPrewarmForm(most)).toEqual({ options: most, wrong: [] })
})

test.each([
  ['daysBack', 0],
  ['daysBack', 366],
  ['daysBack', ''],
  ['maxUsers', 1_000_001],
  ['batchSize', 501],
  ['batchSize', 2.5],
  ['delayBetweenBatches', -1],
  ['delayBetweenBatches', 60_001],
] as const)('%s of %s is refused at its field, and nothing is sent', (name, value) => {
  expect(readPrewarmForm({ ...defaults, [name]: value })).toEqual({ options: null, wrong: [name] })
})

test('a run under way is asked after far more often than one that has ended', () => {
  expect(prewarmAskAgainMs([{ state: 'done' }, { state: 'running' }])).toBeLessThanOrEqual(1000)
  expect(prewarmAskAgainMs([{ state: 'done' }])).toBe(10_000)
  expect(prewarmAskAgainMs([])).toBe(10_000)
})
