import { expect, it } from 'vitest'
import { createRateLimiter } from './rate-limit.js'

const rule = { window: 60, max: 3 }

it('allows so many in a window, says when it ends, and begins anew', async () => {
  let now = 0
  const limiter = createRateLimiter(() => now)
  for (let round = 0; round < 3; round++) expect((await limiter.consume('a', rule)).allowed).toBe(true)
  now = 20_000
  expect(await limiter.consume('a', rule)).toEqual({ allowed: false, retryAfter: 40 })
  expect((await limiter.consume('b', rule)).allowed).toBe(true)
  now = 60_000
  expect((await limiter.consume('a', rule)).allowed).toBe(true)
})

it('steady use below the limit is never refused', async () => {
  let now = 0
  const limiter = createRateLimiter(() => now)
  for (let round = 0; round < 100; round++) {
    now += 25_000
    expect((await limiter.consume('a', rule)).allowed).toBe(true)
  }
})
