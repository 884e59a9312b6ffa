import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { createBoundedTasks } from './bounded-tasks.js'

it('never runs more than the limit at once, and all of them', async () => {
  const tasks = createBoundedTasks(3)
  let [now, most, done] = [0, 0, 0]
  for (let index = 0; index < 20; index++) {
    await tasks.add(async () => {
      most = Math.max(most, ++now)
      await sleep(index % 4)
      now -= 1
      done += 1
    })
  }
  await tasks.finish()
  expect([most, done]).toEqual([3, 20])
})

it('throws the first failure and starts nothing after it', async () => {
  const tasks = createBoundedTasks(1)
  await tasks.add(() => Promise.reject(new Error('first')))
  let started = false
  const later = tasks.add(async () => {
    started = true
  })
  await expect(later).rejects.toThrow('first')
  await expect(tasks.finish()).rejects.toThrow('first')
  expect(started).toBe(false)
})
