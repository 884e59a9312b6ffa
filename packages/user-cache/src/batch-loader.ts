import { AppError } from '@rollcall/service-kit/errors'

export interface BatchLoaderOptions<T> {
  /** Answers for each id with a value or with the error of that id. Rejecting fails the whole batch. */
  loadMany: (ids: string[]) => Promise<Map<string, T | AppError>>
  maxBatch: number
  maxConcurrentBatches: number
  /** Ids that may wait; above it a load is refused at once, so that a slow upstream can't fill the memory. */
  maxWaiting: number
  /** An id that has waited longer is refused instead of asked for: its reader has most likely gone. */
  maxWaitMs: number
  clock: () => number
}

interface Flight<T> {
  id: string
  since: number
  resolve: (value: T) => void
  reject: (error: unknown) => void
}

/**
 * Single-flight with batches: one id is asked for once, however many wait for it, and ids that are asked for while the
 * upstream is busy travel together in the next batch.
 */
export function createBatchLoader<T>(options: BatchLoaderOptions<T>): (id: string) => Promise<T> {
  const { loadMany, maxBatch, maxConcurrentBatches, maxWaiting, maxWaitMs, clock } = options
  const flights = new Map<string, Promise<T>>()
  const waiting: Flight<T>[] = []
  let running = 0
  let scheduled = false

  const run = async (batch: Flight<T>[]) => {
    running += 1
    try {
      const answers = await loadMany(batch.map(({ id }) => id))
      for (const { id, resolve, reject } of batch) {
        const answer = answers.get(id)
        if (answer === undefined) reject(new AppError('UNAVAILABLE', 'The directory left an id unanswered.'))
        else if (answer instanceof AppError) reject(answer)
        else resolve(answer)
      }
    } catch (error) {
      for (const { reject } of batch) reject(error)
    } finally {
      running -= 1
      pump()
    }
  }

  const pump = () => {
    scheduled = false
    while (running < maxConcurrentBatches && waiting.length > 0) {
      const taken = waiting.splice(0, maxBatch)
      const fresh = taken.filter(({ since }) => clock() - since <= maxWaitMs)
      for (const flight of taken) if (!fresh.includes(flight)) flight.reject(busy())
      if (fresh.length > 0) void run(fresh)
    }
  }

  return (id) => {
    const flight = flights.get(id)
    if (flight) return flight
    if (waiting.length >= maxWaiting) return Promise.reject(busy())
    const promise = new Promise<T>((resolve, reject) => waiting.push({ id, since: clock(), resolve, reject }))
    flights.set(id, promise)
    const land = () => flights.delete(id)
    promise.then(land, land)
    // Everything asked for in this turn of the event loop shares the first batch.
    if (!scheduled) setImmediate(pump)
    scheduled = true
    return promise
  }
}

const busy = () => new AppError('UNAVAILABLE', 'The directory is too busy to answer. Try again in a moment.')
