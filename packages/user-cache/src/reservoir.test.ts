import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createReservoir } from './reservoir.js'

it('holds everything while there is little, and never more than its size, whatever comes', () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { maxLength: 300 }), fc.integer({ min: 1, max: 50 }), (items, size) => {
      const reservoir = createReservoir<number>(size)
      for (const item of items) reservoir.add(item)
      expect(reservoir.items()).toHaveLength(Math.min(items.length, size))
      expect(reservoir.items().every((item) => items.includes(item))).toBe(true)
      if (items.length <= size) expect(reservoir.items()).toEqual(items)
    }),
  )
})

it('the last of many is as likely to be in it as the first', () => {
  const times = { first: 0, last: 0 }
  for (let round = 0; round < 4000; round += 1) {
    const reservoir = createReservoir<number>(10)
    for (let item = 0; item < 100; item += 1) reservoir.add(item)
    if (reservoir.items().includes(0)) times.first += 1
    if (reservoir.items().includes(99)) times.last += 1
  }
  // 400 each is expected, and 7 standard deviations allowed.
  for (const count of Object.values(times)) expect(Math.abs(count - 400)).toBeLessThan(133)
})
