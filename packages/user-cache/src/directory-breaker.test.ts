import { createLogger } from '@rollcall/service-kit/logger'
import { afterEach, expect, it, vi } from 'vitest'
import { breakerDefaults, createDirectoryBreaker } from './directory-breaker.js'

const logger = createLogger({ service: 'test', level: 'silent' })
const nobody = { items: [], missing: [] }
afterEach(() => vi.useRealTimers())

/** A directory that can go away, behind a breaker with production's limits. */
function createGuarded() {
  vi.useFakeTimers()
  const directory = { away: false, asked: 0 }
  const breaker = createDirectoryBreaker({
    ...{ ...breakerDefaults, logger },
    fetchMany: async () => {
      directory.asked += 1
      if (directory.away) throw new Error('connect ECONNREFUSED')
      return nobody
    },
  })
  const ask = async (times: number) => {
    for (let n = 0; n < times; n += 1) await breaker.fetchMany([]).catch(() => {})
  }
  return { directory, breaker, ask }
}

it('opens after a few calls that fail, refuses without asking, and lets one through after half a minute', async () => {
  const { directory, breaker, ask } = createGuarded()
  directory.away = true
  await ask(4)
  expect(breaker.state()).toBe('open')
  await expect(breaker.fetchMany([])).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  expect(directory.asked).toBe(4)
  await vi.advanceTimersByTimeAsync(breakerDefaults.resetTimeoutMs)
  expect(breaker.state()).toBe('halfOpen')
  directory.away = false
  await ask(1)
  expect(breaker.state()).toBe('closed')
  breaker.close()
})

it('opens as soon in an outage that follows another, however many calls were refused in that one', async () => {
  const { directory, breaker, ask } = createGuarded()
  directory.away = true
  await ask(4)
  await vi.advanceTimersByTimeAsync(breakerDefaults.resetTimeoutMs - 1000)
  await ask(1000)
  await vi.advanceTimersByTimeAsync(1000)
  directory.away = false
  await ask(1)
  directory.away = true
  await ask(4)
  expect(breaker.state()).toBe('open')
  breaker.close()
})
