import { AppError } from '@rollcall/service-kit/errors'
import type { Queryable } from '@rollcall/service-kit/postgres'
import { z } from 'zod'
import type { Mapping } from './fields/import-fields.js'
import type { Encoding } from './reading/decode-text.js'
import type { Separator } from './reading/find-separator.js'
import type { ImportSettings } from './settings.js'

export type ImportState =
  | 'uploading'
  | 'received'
  | 'checking'
  | 'checked'
  | 'applying'
  | 'done'
  | 'cancelled'
  | 'failed'

/** How a file was read. */
export interface Reading {
  encoding: Encoding
  bom: boolean
  separator: Separator
  hasHeader: boolean
  /** What its columns seem to hold. */
  guess: Mapping
}

/** One import, from its upload to its report. */
export interface ImportRun {
  id: string
  state: ImportState
  fileName: string | null
  bytes: number
  /** Rows in the file, its first one too. */
  records: number
  reading: Reading | null
  /** The cells of the first row. */
  columns: string[]
  settings: ImportSettings | null
  startedBy: { id: string; name: string }
  createdAt: string
  endedAt: string | null
  /** Of the step under way: rows, and rows that are through. */
  total: number
  done: number
  ratePerSecond: number
  /** At the rate so far; null unless a step is under way. */
  secondsLeft: number | null
  /** What the dry run found. */
  planned: {
    create: number
    update: number
    leave: number
    deactivate: number
    faulty: number
    /** Faulty rows that don't tell whom they mean: nobody is taken for absent while there are any. */
    nameless: number
    /** Who becomes inactive, by a row or by having none. */
    removals: number
  }
  applied: { created: number; updated: number; deactivated: number; failed: number }
  /** Rows of the file that are not applied and can be downloaded. */
  notApplied: number
  /** Why it failed, or what stands in its way. */
  error: string | null
  /** Its rows are no longer kept. */
  isPurged: boolean
}

export interface ImportRow {
  id: string
  tenantId: string
  state: ImportState
  fileName: string | null
  bytes: string
  records: number
  reading: Reading | null
  columns: string[]
  settings: ImportSettings | null
  startedBy: string
  startedByName: string
  createdAt: Date
  stepStartedAt: Date | null
  endedAt: Date | null
  purgedAt: Date | null
  lastSeq: number
  total: number
  done: number
  toCreate: number
  toUpdate: number
  toLeave: number
  toDeactivate: number
  removals: number
  faulty: number
  nameless: number
  created: number
  updated: number
  deactivated: number
  failed: number
  error: string | null
}

export const importColumns = `id, tenant_id AS "tenantId", state, file_name AS "fileName", bytes::text, records, reading,
  columns, settings, started_by AS "startedBy", started_by_name AS "startedByName", created_at AS "createdAt",
  step_started_at AS "stepStartedAt", ended_at AS "endedAt", purged_at AS "purgedAt", last_seq AS "lastSeq", total, done,
  to_create AS "toCreate", to_update AS "toUpdate", to_leave AS "toLeave", to_deactivate AS "toDeactivate", removals,
  faulty, nameless, created, updated, deactivated, failed, error`

export function toImportRun(row: ImportRow, now: Date): ImportRun {
  const isUnderWay = row.state === 'checking' || row.state === 'applying'
  const seconds = Math.max(0.001, (now.getTime() - (row.stepStartedAt ?? now).getTime()) / 1000)
  const rate = isUnderWay ? row.done / seconds : 0
  return {
    ...{ id: row.id, state: row.state, fileName: row.fileName, bytes: Number(row.bytes), records: row.records },
    ...{ reading: row.reading, columns: row.columns, settings: row.settings, total: row.total, done: row.done },
    startedBy: { id: row.startedBy, name: row.startedByName },
    createdAt: row.createdAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    ratePerSecond: Math.round(rate * 10) / 10,
    secondsLeft: rate > 0 ? Math.ceil(Math.max(0, row.total - row.done) / rate) : null,
    planned: {
      ...{ create: row.toCreate, update: row.toUpdate, leave: row.toLeave, deactivate: row.toDeactivate },
      ...{ faulty: row.faulty, nameless: row.nameless, removals: row.removals },
    },
    applied: { created: row.created, updated: row.updated, deactivated: row.deactivated, failed: row.failed },
    notApplied: countNotApplied(row),
    error: row.error,
    isPurged: row.purgedAt !== null,
  }
}

/** Before the end, what is faulty; of an ended import also what failed, and what was not reached. */
function countNotApplied({ state, faulty, toCreate, toUpdate, created, updated }: ImportRow): number {
  if (state === 'checked' || state === 'applying') return faulty
  const isEnded = state === 'done' || state === 'cancelled' || state === 'failed'
  return isEnded ? faulty + toCreate + toUpdate - created - updated : 0
}

export const importIdSchema = z.uuid('expected the id of an import (a UUID)').toLowerCase()

export const importNotFound = (id: string) => new AppError('NOT_FOUND', `Import with ID ${id} not found`)

/** @throws AppError NOT_FOUND for an unknown one, and for one of another organisation */
export async function readImport(db: Queryable, tenantId: string, id: string): Promise<ImportRow> {
  const { rows } = await db.query<ImportRow>(
    `SELECT ${importColumns} FROM import_run WHERE id = $1 AND tenant_id = $2`,
    [id, tenantId],
  )
  const [row] = rows
  if (!row) throw importNotFound(id)
  return row
}

/** The request id of all that an import writes: whoever reads it later sees through what a change came. */
export const requestOfImport = (runId: string) => `import-${runId}`
