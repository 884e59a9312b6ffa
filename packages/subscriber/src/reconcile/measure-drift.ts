import type { DirectoryClient } from '../directory-client.js'
import type { ReconcileStore } from './reconcile-store.js'

export interface Drift {
  /** Users that differ from the directory now, those that are on their way included. */
  differing: number
  /** How many of the 4,096 buckets they are in. */
  differingBuckets: number
  checkedAt: string
}

const longMs = 1000
const restFactor = 20

/**
 * It may walk over the whole store: whoever asks meanwhile waits for the same walk, and what took long is believed for
 * twenty times as long, so that an open console doesn't keep the stores busy.
 */
export function createDriftMeter(options: {
  store: ReconcileStore
  directory: DirectoryClient
  signal: AbortSignal
}): () => Promise<Drift> {
  const { store, directory, signal } = options
  let running: Promise<Drift> | undefined
  let last: { drift: Drift; until: number } | undefined

  const measure = async (): Promise<Drift> => {
    const buckets = new Set<string>()
    let differing = 0
    for await (const suspects of store.findSuspects({ directory, signal, progress: () => {}, checked: () => {} })) {
      differing += suspects.length
      for (const { userId } of suspects) buckets.add(userId.slice(-3))
    }
    return { differing, differingBuckets: buckets.size, checkedAt: new Date().toISOString() }
  }
  const measureAnew = async (): Promise<Drift> => {
    const startedAt = performance.now()
    const drift = await measure()
    const endedAt = performance.now()
    const tookMs = endedAt - startedAt
    last = tookMs > longMs ? { drift, until: endedAt + tookMs * restFactor } : undefined
    return drift
  }
  return async () => {
    if (last && performance.now() < last.until) return last.drift
    running ??= measureAnew().finally(() => {
      running = undefined
    })
    return running
  }
}
