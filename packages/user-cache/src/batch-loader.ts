import { AppError } from '@rollcall/service-kit/errors'

export interface BatchLoaderOptions<T> {
  /** Answers for each id with a value, with the error of that id, or with `later`. Rejecting fails the whole batch. */
  loadMany: (loads: Load[]) => Promise<Map<string, T | AppError | typeof later>>
  maxBatch: number
  maxConcurrentBatches: number
  /** Ids that may wait; above it a load is refused at once, so that a slow upstream can't fill the memory. */
  maxWaiting: number
  /** An id that has waited longer is refused instead of asked for: its reader has most likely gone. */
  maxWaitMs: number
  /** A monotonic clock (ms). */
  now: () => number
}

/** An id whose answer somebody else is about to bring: it is asked for again in a moment. */
export const later = Symbol('later')

export interface Load {
  id: string
  /** As whoever asked first wants it. */
  minVersion: number
  /** How often `later` was answered. */
  deferrals: number
}

interface Flight<T> extends Load {
  since: number
  resolve: (value: T) => void
  reject: (error: unknown) => void
}

export interface BatchLoader<T> {
  load: (id: string, minVersion?: number) => Promise<T>
  /** Whether a load of this id is under way, and would be shared. */
  isLoading: (id: string) => boolean
}

const firstDeferralMs = 5
const longestDeferralMs = 50

/**
 * Single-flight with batches: one id is asked for once, however many wait for it, and ids that are asked for while the
 * upstream is busy travel together in the next batch.
 */
export function createBatchLoader<T>(options: BatchLoaderOptions<T>): BatchLoader<T> {
  const { loadMany, maxBatch, maxConcurrentBatches, maxWaiting, maxWaitMs, now } = options
  const flights = new Map<string, Promise<T>>()
  const waiting: Flight<T>[] = []
  let running = 0
  let scheduled = false

  const defer = (flight: Flight<T>) => {
    const pauseMs = Math.min(firstDeferralMs * 2 ** flight.deferrals, longestDeferralMs)
    flight.deferrals += 1
    setTimeout(() => {
      waiting.push(flight)
      schedule()
    }, pauseMs)
  }
  const run = async (batch: Flight<T>[]) => {
    running += 1
    try {
      const answers = await loadMany(batch)
      for (const flight of batch) {
        const answer = answers.get(flight.id)
        if (answer === undefined) flight.reject(new AppError('UNAVAILABLE', 'The directory left an id unanswered.'))
        else if (answer === later) defer(flight)
        else if (answer instanceof AppError) flight.reject(answer)
        else flight.resolve(answer)
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
      const oldest = now() - maxWaitMs
      const fresh = taken.filter(({ since }) => since >= oldest)
      for (const { since, reject } of taken) if (since < oldest) reject(busy())
      if (fresh.length > 0) void run(fresh)
    }
  }
  // Everything asked for in this turn of the event loop shares the first batch.
  const schedule = () => {
    if (!scheduled) setImmediate(pump)
    scheduled = true
  }

  return {
    load: (id, minVersion = 0) => {
      const flight = flights.get(id)
      if (flight) return flight
      if (waiting.length >= maxWaiting) return Promise.reject(busy())
      const promise = new Promise<T>((resolve, reject) =>
        waiting.push({ id, minVersion, deferrals: 0, since: now(), resolve, reject }),
      )
      flights.set(id, promise)
      const land = () => flights.delete(id)
      promise.then(land, land)
      schedule()
      return promise
    },
    isLoading: (id) => flights.has(id),
  }
}

const busy = () => new AppError('UNAVAILABLE', 'The directory is too busy to answer. Try again in a moment.')
