import type { Logger } from '@rollcall/service-kit/logger'
import type { Pool } from '@rollcall/service-kit/postgres'
import { createRunCarrier, type RunCarrier } from '@rollcall/service-kit/run-carrier'
import { refreshStatistics } from '../people/refresh-statistics.js'
import { maxRunsSideBySide } from '../runs/max-side-by-side.js'
import { noteRunFault } from '../runs/note-run-fault.js'
import { applyPage } from './apply/apply-page.js'
import { finishApply } from './apply/finish-apply.js'
import { checkPage } from './check/check-page.js'
import { finishCheck } from './check/finish-check.js'
import { type ImportRow, importColumns } from './import-run.js'

/** A file that nothing was heard of for so long is not coming any more. */
const brokenOffAfter = '10 minutes'

/**
 * Carries dry runs and imports out. Takes the system's pool: whether an address is free is asked of all organisations.
 */
export function createImportRunner(options: { pool: Pool; logger: Logger; everyMs?: number }): RunCarrier {
  const { pool } = options
  return createRunCarrier({
    ...{ ...options, kind: 'import', maxSideBySide: maxRunsSideBySide },
    find: () => findUnderWay(pool),
    carry: async ({ id }, halted) => {
      // Read again with each page: it may have been cancelled, or begun anew with other settings.
      while (!halted.aborted) {
        const run = await readUnderWay(pool, id)
        if (!run || !(await takeStep(pool, run))) return
      }
    },
    noteFault: ({ id }, fault) => noteRunFault(pool, 'import', id, fault),
  })
}

async function findUnderWay(pool: Pool): Promise<{ id: string }[]> {
  await pool.query(
    `DELETE FROM import_run WHERE state = 'uploading' AND touched_at < now() - interval '${brokenOffAfter}'`,
  )
  const { rows } = await pool.query<{ id: string }>(
    `SELECT id FROM import_run WHERE state IN ('checking', 'applying') ORDER BY id`,
  )
  return rows
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
