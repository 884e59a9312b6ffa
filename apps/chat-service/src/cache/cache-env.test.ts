import { parseEnv } from '@rollcall/service-kit/env'
import { expect, it } from 'vitest'
import { cacheEnvShape, cacheOptions } from './cache-env.js'

const parse = (source: Record<string, string>) => cacheOptions(parseEnv(cacheEnvShape, source))

it('has a near cache and the limits of the document unless told otherwise', () => {
  expect(parse({})).toEqual({
    near: { maxEntries: 20_000, maxBytes: 16 * 1024 * 1024, staleBoundMs: 2000 },
    thresholds: { hitRate: 0.7, memory: 0.8, pending: 1000 },
  })
})

it('takes what it is told, and no near cache with 0 entries', () => {
  const told = { CACHE_NEAR_ENTRIES: '0', CACHE_ALERT_HIT_RATE: '0', CACHE_ALERT_MEMORY: '1', CACHE_ALERT_PENDING: '5' }
  expect(parse(told)).toEqual({ near: false, thresholds: { hitRate: 0, memory: 1, pending: 5 } })
  expect(parse({ CACHE_NEAR_ENTRIES: '10', CACHE_NEAR_MB: '1', CACHE_NEAR_STALE_MS: '500' })).toMatchObject({
    near: { maxEntries: 10, maxBytes: 1024 * 1024, staleBoundMs: 500 },
  })
})

it.each([
  ['CACHE_ALERT_HIT_RATE', '70'],
  ['CACHE_ALERT_HIT_RATE', '-0.1'],
  ['CACHE_ALERT_MEMORY', '80%'],
  ['CACHE_ALERT_PENDING', '0'],
  ['CACHE_ALERT_PENDING', '1.5'],
  ['CACHE_NEAR_ENTRIES', '-1'],
  ['CACHE_NEAR_MB', 'lots'],
  ['CACHE_NEAR_STALE_MS', '0'],
])('refuses %s = %s by its name', (name, value) => {
  expect(() => parse({ [name]: value })).toThrow(new RegExp(`${name}: expected`))
})
