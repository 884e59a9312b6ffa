import { setTimeout as delay } from 'node:timers/promises'
import { withAdvisoryLock } from '@rollcall/service-kit/advisory-lock'
import { AppError, describeError } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import type { Pool } from '@rollcall/service-kit/postgres'
import { isTransientFault } from '@rollcall/service-kit/transient-fault'
import { createWakeUp } from '@rollcall/service-kit/wake-up'
import { refreshStatistics } from '../people/refresh-statistics.js'
import { applyPage } from './apply/apply-page.js'
import { finishApply } from './apply/finish-apply.js'
import { checkPage } from './check/check-page.js'
import { finishCheck } from './check/finish-check.js'
import { type ImportRow, importColumns } from './import-run.js'

export type ImportRunner = ReturnType<typeof createImportRunner>

/** A file that nothing was heard of for so long is not coming any more. */
const brokenOffAfter = '10 minutes'

/**
 * Carries dry runs and imports out, on whichever replica gets hold of them first; each has one replica at a time, and goes
 * on where it was after a restart. Takes the system's pool: whether an address is free is asked of all organisations.
 */
export function createImportRunner(options: { pool: Pool; logger: Logger; everyMs?: number }) {
  const { pool, logger, everyMs = 5000 } = options
  const wakeUp = createWakeUp()
  const carried = new Map<string, Promise<void>>()
  let stopping = new AbortController()
  let looping: Promise<void> = Promise.resolve()

  const loop = async () => {
    while (!stopping.signal.aborted) {
      for (const id of await findUnderWay(pool).catch(() => [])) {
        if (!carried.has(id))
          carried.set(
            id,
            carry(id).finally(() => carried.delete(id)),
          )
      }
      await wakeUp.wait(everyMs)
    }
  }

  const carry = async (id: string) => {
    const work = async (lost: AbortSignal) => {
      // Read again with each page: it may have been cancelled, or begun anew with other settings.
      for (;;) {
        if (stopping.signal.aborted || lost.aborted) return
        const run = await readUnderWay(pool, id)
        if (!run || !(await takeStep(pool, run))) return
      }
    }
    await withAdvisoryLock(pool, `import.${id}`, work).catch((error: unknown) => noteFault(id, error).catch(() => {}))
  }

  /** What is away comes back: the next look goes on. Anything else would fail the same way again. */
  const noteFault = async (id: string, error: unknown) => {
    const isTransient = isTransientFault(error)
    logger.warn({ err: describeError(error), importId: id, isTransient }, 'an import was interrupted')
    const sentence = isTransient
      ? 'The database does not answer. The import goes on once it does.'
      : error instanceof AppError
        ? error.message
        : 'Something went wrong on our side; the log of auth-service says what.'
    await pool.query(
      `UPDATE import_run SET error = $2, state = CASE WHEN $3 THEN state ELSE 'failed' END,
         ended_at = CASE WHEN $3 THEN NULL ELSE now() END
       WHERE id = $1 AND state IN ('checking', 'applying')`,
      [id, sentence, isTransient],
    )
    if (isTransient) {
      await delay(1000, undefined, { signal: stopping.signal }).catch(() => {})
      wakeUp.signal()
    }
  }

  return {
    /** There is something to do. */
    wake: wakeUp.signal,
    start: () => {
      stopping = new AbortController()
      looping = loop()
    },
    /** Finishes the page at hand. Another replica, or the next start, goes on. */
    stop: async () => {
      stopping.abort()
      wakeUp.signal()
      await looping
      await Promise.all(carried.values())
    },
  }
}

async function findUnderWay(pool: Pool): Promise<string[]> {
  await pool.query(
    `DELETE FROM import_run WHERE state = 'uploading' AND touched_at < now() - interval '${brokenOffAfter}'`,
  )
  const { rows } = await pool.query<{ id: string }>(
    `SELECT id FROM import_run WHERE state IN ('checking', 'applying') ORDER BY id`,
  )
  return rows.map(({ id }) => id)
}

async function readUnderWay(pool: Pool, id: string): Promise<ImportRow | undefined> {
  const { rows } = await pool.query<ImportRow>(
    `SELECT ${importColumns} FROM import_run WHERE id = $1 AND state IN ('checking', 'applying')`,
    [id],
  )
  return rows[0]
}

/** One page; false once there is nothing left to do. */
async function takeStep(pool: Pool, run: ImportRow): Promise<boolean> {
  if (run.state === 'applying') {
    if ((await applyPage(pool, run)) !== null) {
      await refreshStatistics(pool, 'underWay')
      return true
    }
    await refreshStatistics(pool, 'ended')
    await finishApply(pool, run)
    return false
  }
  if (!run.settings) throw new Error('a dry run without settings')
  // Whom an earlier dry run took for absent.
  if (run.lastSeq < 0) await pool.query('DELETE FROM import_row WHERE run_id = $1 AND seq >= $2', [run.id, run.records])
  if ((await checkPage(pool, run, run.settings)) !== null) return true
  await finishCheck(pool, run, run.settings)
  return false
}
