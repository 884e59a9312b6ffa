import { expect, it } from 'vitest'
import { packBatches } from './pack-batches.js'

const events = (count: number) => Array.from({ length: count }, (_, index) => ({ json: `{"n":${index}}` }))

it('packs every event exactly once, in order, in messages of at most 500', () => {
  const batches = packBatches('bulk', events(1001))
  expect(batches.map((batch) => batch.count)).toEqual([500, 500, 1])
  const numbers = batches.flatMap((batch) => JSON.parse(batch.events).map((event: { n: number }) => event.n))
  expect(numbers).toEqual(Array.from({ length: 1001 }, (_, index) => index))
})

it('packs a single edit as a message of one', () => {
  expect(packBatches('interactive', events(1))).toEqual([{ lane: 'interactive', count: 1, events: '[{"n":0}]' }])
})
