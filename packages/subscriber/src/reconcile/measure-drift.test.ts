import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createDriftMeter } from './measure-drift.js'

/** A store whose walk takes `tookMs`, and how often it was walked over. */
function createMeter(tookMs: number) {
  let walks = 0
  const findSuspects = async function* () {
    walks += 1
    await delay(tookMs)
    yield [{ userId: '0192f000-0000-7000-8000-000000000101', kind: 'stale' as const, keptVersion: 1 }]
  }
  const measure = createDriftMeter({
    store: Object.assign(Object.create(null), { findSuspects }),
    directory: Object.create(null),
    signal: new AbortController().signal,
  })
  return { measure, walks: () => walks }
}

test('what was measured quickly is measured anew, once for all who ask at the same time', async () => {
  const { measure, walks } = createMeter(5)
  const [first, second] = await Promise.all([measure(), measure()])
  expect(first).toMatchObject({ differing: 1, differingBuckets: 1 })
  expect(second).toBe(first)
  expect(walks()).toBe(1)
  await measure()
  expect(walks()).toBe(2)
})

test('what took long is believed for a while', async () => {
  const { measure, walks } = createMeter(1100)
  const first = await measure()
  expect(await measure()).toBe(first)
  expect(walks()).toBe(1)
})
