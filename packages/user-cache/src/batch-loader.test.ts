import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '@rollcall/service-kit/errors'
import { describe, expect, it } from 'vitest'
import { type BatchLoaderOptions, createBatchLoader } from './batch-loader.js'

const policy = { maxBatch: 3, maxConcurrentBatches: 1, maxWaiting: 100, maxWaitMs: 1000, now: () => performance.now() }

function createRecordingLoader(options: Partial<BatchLoaderOptions<string>> = {}) {
  const batches: string[][] = []
  const { load } = createBatchLoader<string>({
    ...policy,
    loadMany: async (loads) => {
      const ids = loads.map(({ id }) => id)
      batches.push(ids)
      await sleep(10)
      return new Map(ids.map((id) => [id, `value of ${id}`]))
    },
    ...options,
  })
  return { load, batches }
}

describe('createBatchLoader', () => {
  it('asks once for an id, however many wait for it', async () => {
    const { load, batches } = createRecordingLoader()
    const values = await Promise.all(Array.from({ length: 1000 }, () => load('a')))
    expect(batches).toEqual([['a']])
    expect(new Set(values)).toEqual(new Set(['value of a']))
  })

  it('asks again once an answer has been given: it is no cache', async () => {
    const { load, batches } = createRecordingLoader()
    await load('a')
    await load('a')
    expect(batches).toHaveLength(2)
  })

  it('sends ids together, never more than the batch and never more batches than allowed', async () => {
    const { load, batches } = createRecordingLoader()
    await Promise.all(['a', 'b', 'c', 'd'].map((id) => load(id)))
    expect(batches).toEqual([['a', 'b', 'c'], ['d']])
  })

  it('fails only the id that has an error, and says so for an id that was left out', async () => {
    const answers = new Map<string, string | AppError>([
      ['a', 'fine'],
      ['b', new AppError('NOT_FOUND', 'no b')],
    ])
    const { load } = createRecordingLoader({ loadMany: async () => answers })
    const [a, b, c] = await Promise.allSettled(['a', 'b', 'c'].map((id) => load(id)))
    expect(a).toMatchObject({ status: 'fulfilled', value: 'fine' })
    expect(b).toMatchObject({ reason: { message: 'no b' } })
    expect(c).toMatchObject({ reason: { code: 'UNAVAILABLE' } })
  })

  it('refuses what it cannot hold or has held for too long, instead of letting readers hang', async () => {
    let now = 0
    const { load } = createRecordingLoader({ maxBatch: 1, maxWaiting: 2, now: () => now })
    const first = load('a')
    const second = load('b')
    await expect(load('c')).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    await new Promise(setImmediate)
    now = 1001
    await expect(first).resolves.toBe('value of a')
    await expect(second).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    await expect(load('b')).resolves.toBe('value of b')
  })
})
