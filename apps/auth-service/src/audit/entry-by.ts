import type { AuditEntry } from '@rollcall/service-kit/audit'
import { AppError } from '@rollcall/service-kit/errors'
import type { Pool } from '@rollcall/service-kit/postgres'
import type { Person } from '@rollcall/service-kit/tokens'
import { recordAudit } from './record-audit.js'

/** Who did it, and in which request. */
export interface Doer {
  person: Person
  requestId: string
}
export type Deed = Omit<AuditEntry, 'actor' | 'tenantId' | 'correlationId'>

/** An entry about what a signed-in person did in the own organisation. */
export function entryBy({ person, requestId }: Doer, deed: Deed): AuditEntry {
  const actor = { kind: 'user' as const, id: person.userId }
  return { ...deed, actor, tenantId: person.tenantId, correlationId: requestId }
}

/**
 * Runs a deed that writes its own entry when it succeeds. An attempt that was refused is on record too, apart from the
 * transaction that was rolled back; who names what isn't there has attempted nothing.
 */
export async function recordingRefusal<T>(pool: Pool, doer: Doer, deed: Deed, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof AppError && (error.code === 'CONFLICT' || error.code === 'FORBIDDEN')) {
      const details = { ...deed.details, why: error.message }
      await recordAudit(pool, entryBy(doer, { ...deed, outcome: 'refused', details }))
    }
    throw error
  }
}
