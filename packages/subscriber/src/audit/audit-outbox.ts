import { randomUUID } from 'node:crypto'
import type { AuditEntry, subscriberActions } from '@rollcall/service-kit/audit'
import { AppError, describeError } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import type { Pool } from '@rollcall/service-kit/postgres'
import type { Person } from '@rollcall/service-kit/tokens'
import { createWakeUp } from '@rollcall/service-kit/wake-up'
import type { DirectoryClient } from '../directory-client.js'

/** Who did it, and in which request. */
export interface Doer {
  person: Pick<Person, 'tenantId' | 'userId'>
  requestId: string
}
export type Deed = Pick<AuditEntry, 'target' | 'details'> & {
  action: (typeof subscriberActions)[number]
  reason: string
}
/** As `directory.recordAudit` takes it. */
export interface OutboxEntry extends Omit<Deed, 'details'> {
  id: string
  at: string
  tenantId: string
  actor: { kind: 'user'; id: string }
  outcome: 'done' | 'refused' | 'failed'
  correlationId: string
  details: Record<string, unknown>
}

const batchSize = 100

export type AuditOutbox = ReturnType<typeof createAuditOutbox>

/** The way of this service's operations to the trail, which auth-service keeps. It may be away for as long as it likes. */
export function createAuditOutbox(options: {
  pool: Pool
  directory: Pick<DirectoryClient, 'recordAudit'>
  logger: Logger
  everyMs?: number
}) {
  const { pool, directory, logger, everyMs = 5000 } = options
  const wakeUp = createWakeUp()
  let [stopping, failing] = [false, false]
  let loop: Promise<void> = Promise.resolve()

  const write = async ({ person, requestId }: Doer, deed: Deed, outcome: OutboxEntry['outcome']) => {
    const entry: OutboxEntry = {
      ...{ ...deed, id: randomUUID(), at: new Date().toISOString(), outcome, details: deed.details ?? {} },
      ...{ tenantId: person.tenantId, actor: { kind: 'user', id: person.userId }, correlationId: requestId },
    }
    await pool.query('INSERT INTO audit_outbox (id, entry) VALUES ($1, $2)', [entry.id, JSON.stringify(entry)])
    wakeUp.signal()
  }

  /** Answers whether there may be more. */
  const forward = async (): Promise<boolean> => {
    const { rows } = await pool.query<{ id: string; entry: OutboxEntry }>(
      `SELECT id, entry FROM audit_outbox ORDER BY created_at, audit_outbox.id LIMIT ${batchSize}`,
    )
    if (rows.length === 0) return false
    await directory.recordAudit(rows.map(({ entry }) => entry))
    await pool.query('DELETE FROM audit_outbox WHERE id = ANY($1::uuid[])', [rows.map(({ id }) => id)])
    return rows.length === batchSize
  }

  const run = async () => {
    while (!stopping) {
      try {
        while (!stopping && (await forward()));
        failing = false
      } catch (error) {
        if (!failing) logger.warn({ err: describeError(error) }, 'operations wait for the trail')
        failing = true
      }
      if (!stopping) await wakeUp.wait(everyMs)
    }
  }

  return {
    /** A deed is on record before it takes effect, and once more where it didn't: none is ever done without a trace. */
    recording: async <T>(doer: Doer, deed: Deed, work: () => Promise<T>): Promise<T> => {
      await write(doer, deed, 'done')
      try {
        return await work()
      } catch (error) {
        await write(doer, deed, error instanceof AppError && error.code === 'CONFLICT' ? 'refused' : 'failed')
        throw error
      }
    },
    start: () => {
      stopping = false
      loop = run()
    },
    stop: async () => {
      stopping = true
      wakeUp.signal()
      await loop
    },
  }
}
