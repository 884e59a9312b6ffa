import { createLogger } from '@rollcall/service-kit/logger'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createReconcileSchedule } from './reconcile-schedule.js'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A reconciler whose runs say that they took `tookMs`. */
function startSchedule(tookMs: number) {
  const closing = new AbortController()
  const runToEnd = vi.fn(async () => ({
    startedAt: new Date(0).toISOString(),
    endedAt: new Date(tookMs).toISOString(),
  }))
  const schedule = createReconcileSchedule({
    reconciler: Object.assign(Object.create(null), { runToEnd, signal: closing.signal }),
    queue: Object.assign(Object.create(null), { backlog: async () => 0, isPaused: async () => false }),
    schedule: { everyMs: 1000, retryMs: 10, maxShare: 0.01 },
    logger: createLogger({ service: 'test', level: 'silent' }),
  })
  schedule.start()
  return {
    runToEnd,
    stop: async () => {
      closing.abort()
      await schedule.stop()
    },
  }
}

test.each([
  { tookMs: 3, nextMs: 1000, why: 'a short run comes again when its time has come' },
  { tookMs: 50, nextMs: 5000, why: 'a long one takes no more than its share of the time' },
])('$why', async ({ tookMs, nextMs }) => {
  const { runToEnd, stop } = startSchedule(tookMs)
  await vi.advanceTimersByTimeAsync(nextMs - 1)
  expect(runToEnd).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(1)
  expect(runToEnd).toHaveBeenCalledTimes(2)
  await stop()
})
