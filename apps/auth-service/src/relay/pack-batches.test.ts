import { expect, it } from 'vitest'
import { packBatches } from './pack-batches.js'

it('joins the organisations of one message, and keeps messages apart', () => {
  const batches = packBatches('bulk', [
    { batch: 0, count: 2, json: '{"n":1},{"n":2}' },
    { batch: 0, count: 1, json: '{"n":3}' },
    { batch: 2, count: 1, json: '{"n":4}' },
  ])
  expect(batches).toEqual([
    { lane: 'bulk', count: 3, events: '[{"n":1},{"n":2},{"n":3}]' },
    { lane: 'bulk', count: 1, events: '[{"n":4}]' },
  ])
})

it('packs a single edit as a message of one', () => {
  expect(packBatches('interactive', [{ batch: 0, count: 1, json: '{"n":0}' }])).toEqual([
    { lane: 'interactive', count: 1, events: '[{"n":0}]' },
  ])
})
