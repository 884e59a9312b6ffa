import { createWakeUp } from '@rollcall/service-kit/wake-up'
import type { ReconcileRun } from './reconcile/reconcile-run.js'
import type { Subscriber } from './subscriber.js'
import { maxNamedUsers, type SubscriberStatus } from './subscriber-status.js'

export type WatchMessage =
  | { kind: 'applied'; count: number; userIds: string[]; truncated: boolean }
  | { kind: 'status'; status: SubscriberStatus }
  | { kind: 'reconcile'; run: ReconcileRun }

const minIntervalMs = 500
const statusEveryMs = 2000

/**
 * Tells one watcher what arrives for its tenant, gathered to at most two messages a second, how far a reconcile is, and
 * the status whenever it may have changed. Ends when `signal` aborts.
 */
export async function* watchSubscriber(
  subscriber: Pick<Subscriber, 'onApplied' | 'status'> & { onReconcile: Subscriber['reconcile']['onProgress'] },
  tenantId: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<WatchMessage, void, undefined> {
  const wakeUp = createWakeUp()
  let gathered = { count: 0, userIds: new Set<string>() }
  const unsubscribe = subscriber.onApplied((notice) => {
    if (notice.tenantId !== tenantId) return
    gathered.count += notice.count
    for (const id of notice.userIds) if (gathered.userIds.size < maxNamedUsers) gathered.userIds.add(id)
    wakeUp.signal()
  })
  let run: ReconcileRun | undefined
  const unsubscribeRuns = subscriber.onReconcile((changed) => {
    run = changed
    wakeUp.signal()
  })
  signal?.addEventListener('abort', wakeUp.signal)
  try {
    let last = ''
    while (!signal?.aborted) {
      if (gathered.count > 0) {
        const { count, userIds } = gathered
        gathered = { count: 0, userIds: new Set() }
        yield { kind: 'applied', count, userIds: [...userIds], truncated: count > userIds.size }
      }
      if (run) {
        const changed = run
        run = undefined
        yield { kind: 'reconcile', run: changed }
      }
      // A database that is away ends no stream: the next look may succeed.
      const status = await subscriber.status().catch(() => undefined)
      const text = JSON.stringify(status)
      if (status && text !== last) yield { kind: 'status', status }
      last = text
      await pause(minIntervalMs, signal)
      if (gathered.count === 0 && !run) await wakeUp.wait(statusEveryMs - minIntervalMs)
    }
  } finally {
    unsubscribe()
    unsubscribeRuns()
    signal?.removeEventListener('abort', wakeUp.signal)
  }
}

async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(done, ms)
    signal?.addEventListener('abort', done, { once: true })
    function done() {
      clearTimeout(timer)
      signal?.removeEventListener('abort', done)
      resolve()
    }
  })
}
