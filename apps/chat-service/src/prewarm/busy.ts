import { AppError } from '@rollcall/service-kit/errors'
import type { StoredRun } from './run-table.js'

/** Why no second run starts. How far the other one is, is told only to its own organisation. */
export function busy(open: StoredRun | null, tenantId: string | null): AppError {
  if (!open || open.tenantId !== tenantId) {
    return new AppError('CONFLICT', 'Another prewarm is running. Try again when it has ended.')
  }
  const { totalProcessed, total, startedAt } = open.run
  const progress = `${totalProcessed} of ${total} users, since ${startedAt}`
  return new AppError('CONFLICT', `A prewarm is running already (${progress}). Wait for its end, or stop it first.`)
}
