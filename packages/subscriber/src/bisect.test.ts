import { AppError } from '@rollcall/service-kit/errors'
import { describe, expect, it } from 'vitest'
import { bisect } from './bisect.js'

const refuse = (bad: Set<number>, done: number[]) => async (items: number[]) => {
  if (items.some((item) => bad.has(item))) throw new Error('refused')
  done.push(...items)
}

describe('bisect', () => {
  it('finds every culprit and lets everyone else through once', async () => {
    const items = Array.from({ length: 500 }, (_, index) => index)
    const done: number[] = []
    const culprits = await bisect(items, refuse(new Set([0, 77, 78, 499]), done))
    expect(culprits.map(({ item }) => item)).toEqual([0, 77, 78, 499])
    expect(done).toHaveLength(496)
    expect(new Set(done).size).toBe(496)
  })

  it('passes a transient fault on instead of blaming an item', async () => {
    const away = new AppError('UNAVAILABLE', 'The store is away.')
    await expect(bisect([1, 2], () => Promise.reject(away))).rejects.toBe(away)
  })

  it('does nothing for nothing', async () => {
    expect(await bisect([], () => Promise.reject(new Error('called')))).toEqual([])
  })
})
