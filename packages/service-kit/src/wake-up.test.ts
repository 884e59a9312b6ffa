import { expect, it } from 'vitest'
import { createWakeUp } from './wake-up.js'

const hour = 3_600_000

it('a signal ends the wait at once', async () => {
  const wakeUp = createWakeUp()
  const waiting = wakeUp.wait(hour)
  wakeUp.signal()
  await expect(waiting).resolves.toBeUndefined()
})

it('a signal that comes while nobody waits ends the next wait, and only that one', async () => {
  const wakeUp = createWakeUp()
  wakeUp.signal()
  wakeUp.signal()
  await wakeUp.wait(hour)
  const next = wakeUp.wait(hour).then(() => 'woken')
  await expect(Promise.race([next, new Promise((resolve) => setTimeout(resolve, 20, 'asleep'))])).resolves.toBe(
    'asleep',
  )
  wakeUp.signal()
  await next
})

it('without a limit the wait lasts until the signal', async () => {
  const wakeUp = createWakeUp()
  const waiting = wakeUp.wait().then(() => 'woken')
  await expect(Promise.race([waiting, new Promise((resolve) => setTimeout(resolve, 20, 'asleep'))])).resolves.toBe(
    'asleep',
  )
  wakeUp.signal()
  await expect(waiting).resolves.toBe('woken')
})

it('without a signal the wait ends by itself', async () => {
  await expect(createWakeUp().wait(5)).resolves.toBeUndefined()
})
