import { expect, it } from 'vitest'
import { oneAtATime } from './one-at-a-time.js'

it('runs once at a time, once more for all who ask meanwhile, and goes on after a failure', async () => {
  const ends: { resolve: () => void; reject: (error: Error) => void }[] = []
  let [running, most] = [0, 0]
  const run = oneAtATime(async () => {
    running += 1
    most = Math.max(most, running)
    await new Promise<void>((resolve, reject) => ends.push({ resolve, reject })).finally(() => {
      running -= 1
    })
  })
  const first = run()
  await Promise.resolve().then(() => {})
  const waiting = [run(), run(), run()]
  expect(new Set(waiting).size).toBe(1)
  ends[0]?.reject(new Error('the first failed'))
  await expect(first).rejects.toThrow('the first failed')
  await expect.poll(() => ends.length).toBe(2)
  ends[1]?.resolve()
  await Promise.all(waiting)
  const last = run()
  await expect.poll(() => ends.length).toBe(3)
  ends[2]?.resolve()
  await last
  expect(most).toBe(1)
})
