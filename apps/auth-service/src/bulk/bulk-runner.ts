import { setTimeout as delay } from 'node:timers/promises'
import { withAdvisoryLock } from '@rollcall/service-kit/advisory-lock'
import { describeError } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import { inTransaction, type Pool } from '@rollcall/service-kit/postgres'
import { isTransientFault } from '@rollcall/service-kit/transient-fault'
import { createWakeUp } from '@rollcall/service-kit/wake-up'
import { refreshStatistics } from '../people/refresh-statistics.js'
import { endRun, type RunningBulk, runBatch } from './run-batch.js'

export interface BulkRunner {
  start: () => void
  /** Finishes the people at hand. Another replica, or the next start, goes on. */
  stop: () => Promise<void>
  /** There is a new run. */
  wake: () => void
}

export interface BulkRunnerOptions {
  /** The system's: runs of every organisation. */
  pool: Pool
  logger: Logger
  /** How often runs are looked for without a hint, such as those that a killed replica left behind. */
  everyMs?: number
}

type FoundRun = Pick<RunningBulk, 'id' | 'tenantId' | 'startedBy'>

/** Carries runs out, on whichever replica gets hold of them first; a run has one replica at a time. */
export function createBulkRunner({ pool, logger, everyMs = 5000 }: BulkRunnerOptions): BulkRunner {
  const wakeUp = createWakeUp()
  const carried = new Map<string, Promise<void>>()
  let stopping = new AbortController()
  let looping: Promise<void> = Promise.resolve()

  const carry = async (run: FoundRun) => {
    await withAdvisoryLock(pool, `bulk.${run.id}`, async (lost) => {
      while (!stopping.signal.aborted && !lost.aborted && (await runBatch(pool, run.id)));
      await refreshStatistics(pool, 'ended')
    }).catch((error: unknown) => noteFault(run, error).catch(() => {}))
  }

  /** What is away comes back, and who was in the way goes on: the next look goes on. Anything else would fail again. */
  const noteFault = async (run: FoundRun, error: unknown) => {
    const transient = isTransientFault(error)
    logger.warn({ err: describeError(error), runId: run.id, transient }, 'a change of many people was interrupted')
    if (!transient) {
      const sentence = 'Something went wrong on our side; the log of auth-service says what.'
      await inTransaction(pool, (client) => endRun(client, run, 'failed', sentence))
      return
    }
    const sentence = 'The database does not answer, or others are at the same people. The run goes on by itself.'
    await pool.query(`UPDATE bulk_run SET error = $2 WHERE id = $1 AND state = 'running'`, [run.id, sentence])
    await delay(1000, undefined, { signal: stopping.signal }).catch(() => {})
    wakeUp.signal()
  }

  const loop = async () => {
    while (!stopping.signal.aborted) {
      for (const run of await findRunning(pool).catch(() => [])) {
        if (carried.has(run.id)) continue
        carried.set(
          run.id,
          carry(run).finally(() => carried.delete(run.id)),
        )
      }
      await wakeUp.wait(everyMs)
    }
  }

  return {
    wake: wakeUp.signal,
    start: () => {
      stopping = new AbortController()
      looping = loop()
    },
    stop: async () => {
      stopping.abort()
      wakeUp.signal()
      await looping
      await Promise.all(carried.values())
    },
  }
}

async function findRunning(pool: Pool): Promise<FoundRun[]> {
  const { rows } = await pool.query<FoundRun>(
    `SELECT id, tenant_id AS "tenantId", started_by AS "startedBy" FROM bulk_run WHERE state = 'running' ORDER BY id`,
  )
  return rows
}
