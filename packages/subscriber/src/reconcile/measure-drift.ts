import type { DirectoryClient } from '../directory-client.js'
import type { ReconcileStore } from './reconcile-store.js'

export interface Drift {
  /** Users that differ from the directory now, those that are on their way included. */
  differing: number
  /** How many of the 4,096 buckets they are in. */
  differingBuckets: number
  /** When the comparison began. */
  checkedAt: string
}

/** It may walk over the whole store: whoever asks meanwhile waits for the same walk. */
export function createDriftMeter(options: {
  store: ReconcileStore
  directory: DirectoryClient
  signal: AbortSignal
}): () => Promise<Drift> {
  const { store, directory, signal } = options
  let running: Promise<Drift> | undefined

  const measure = async (): Promise<Drift> => {
    const checkedAt = new Date().toISOString()
    const buckets = new Set<string>()
    let differing = 0
    for await (const suspects of store.findSuspects({ directory, signal, progress: () => {}, checked: () => {} })) {
      differing += suspects.length
      for (const { userId } of suspects) buckets.add(userId.slice(-3))
    }
    return { differing, differingBuckets: buckets.size, checkedAt }
  }
  return () => {
    running ??= measure().finally(() => {
      running = undefined
    })
    return running
  }
}
