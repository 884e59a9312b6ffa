import { AppError, describeError } from '@rollcall/service-kit/errors'
import { maskErrorText } from '@rollcall/service-kit/mask-contact'
import type { DirectoryClient } from '../directory-client.js'
import type { Report } from '../report.js'
import type { SubscriberStore } from '../subscriber-store.js'
import { compareUser } from './compare-user.js'
import type { QueueWatch } from './queue-watch.js'
import { repairDifferences } from './reconcile.js'
import type { ReconcileStore } from './reconcile-store.js'

export interface RepairOutcome {
  /** `already`: here in the right version; `removed`: the directory doesn't know the user; `unknown`: nor does anybody. */
  outcome: 'repaired' | 'already' | 'removed' | 'unknown'
  /** The version that is kept now. */
  version: number | null
}

/**
 * Brings one user of an organisation up to date. Another organisation's is answered exactly as an unknown one.
 * @throws AppError CONFLICT while the queue is paused, or when this store refuses the user
 */
export function createRepairUser(options: {
  store: SubscriberStore & ReconcileStore
  directory: DirectoryClient
  report: Pick<Report, 'record'>
  queue: QueueWatch
}) {
  const { store, directory, report, queue } = options
  return async (tenantId: string, userId: string): Promise<RepairOutcome> => {
    await queue.refuseWhilePaused()
    const found = (await store.read([userId])).get(userId)
    const { items, unreadable } = await directory.snapshot([userId])
    const user = items.find((item) => item.tenantId === tenantId)
    // Whoever is another organisation's in the directory stays as he is here.
    const kept = found?.tenantId === tenantId || user ? found : undefined
    if (items.length > 0 && !user) return { outcome: 'unknown', version: null }
    if (unreadable[0] && kept)
      throw new AppError(
        'CONFLICT',
        `What the directory says of this user is not understood here: ${unreadable[0].reason}`,
      )
    const difference = compareUser(store, { userId, kind: 'missing' }, kept, user)
    if (!difference) return kept ? { outcome: 'already', version: kept.version } : { outcome: 'unknown', version: null }
    const [culprit] = await repairDifferences(store, { report }, [difference])
    if (culprit) {
      const why = maskErrorText(describeError(culprit.error))
      throw new AppError('CONFLICT', `This service cannot keep this user: ${why}`)
    }
    const version = (await store.versions([userId])).get(userId)?.version ?? null
    return { outcome: difference.kind === 'orphaned' ? 'removed' : 'repaired', version }
  }
}
