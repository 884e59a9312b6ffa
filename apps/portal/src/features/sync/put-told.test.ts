import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'
import { putTold } from './put-told'

const queryKey = ['status']

function observe(answers: Promise<{ parked: number }>[]) {
  const queryClient = new QueryClient()
  const ask = () => answers.shift() ?? Promise.reject(new Error('asked too often'))
  const observer = new QueryObserver(queryClient, { queryKey, queryFn: ask, retry: false })
  return { queryClient, observer, close: observer.subscribe(() => {}) }
}

describe('putTold', () => {
  it('outlives an answer that was read before, and comes after', async () => {
    let answer = (_: { parked: number }) => {}
    const first = new Promise<{ parked: number }>((resolve) => {
      answer = resolve
    })
    const { queryClient, observer, close } = observe([first])
    putTold(queryClient, queryKey, { parked: 1 })
    answer({ parked: 0 })
    await first
    await new Promise((resolve) => setTimeout(resolve))
    expect(observer.getCurrentResult()).toMatchObject({ data: { parked: 1 }, status: 'success', fetchStatus: 'idle' })
    close()
  })

  it('gives way to what is asked afterwards', async () => {
    const { queryClient, observer, close } = observe([new Promise(() => {}), Promise.resolve({ parked: 2 })])
    putTold(queryClient, queryKey, { parked: 1 })
    await observer.refetch()
    expect(observer.getCurrentResult().data).toEqual({ parked: 2 })
    close()
  })
})
