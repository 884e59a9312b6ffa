import type { Pool } from '@rollcall/service-kit/postgres'
import { stringify } from 'csv-stringify/sync'
import { describeFault, describeNotReached, type FaultLanguage, faultLanguages } from './fields/describe-fault.js'
import type { RowFault } from './fields/row-fault.js'
import type { ImportRow } from './import-run.js'
import { notApplied } from './not-applied.js'

const pageRows = 1000
export const downloadLanguages = faultLanguages

/**
 * The rows that were not applied as CSV, page by page: their own columns and one more that says what is wrong, so that
 * they can be mended and sent again. A cell that begins like a formula is guarded; the separator is the file's own.
 */
export async function* csvOfNotApplied(pool: Pool, run: ImportRow, language: FaultLanguage): AsyncGenerator<string> {
  const options = { delimiter: run.reading?.separator ?? ',', escape_formulas: true }
  const hasHeader = run.settings?.hasHeader ?? run.reading?.hasHeader ?? true
  const header = hasHeader ? run.columns : run.columns.map((_, index) => run.settings?.mapping[index] ?? `${index + 1}`)
  // A spreadsheet takes the file for UTF-8 by its first bytes.
  yield stringify([[...header, 'error']], { ...options, bom: true })
  let after = -1
  for (;;) {
    const { rows } = await pool.query<{ seq: number; cells: string[]; faults: RowFault[] | null }>(
      `SELECT r.seq, r.cells, r.faults FROM import_row AS r JOIN import_run AS run ON run.id = r.run_id
       WHERE r.run_id = $1 AND r.seq > $2 AND ${notApplied} ORDER BY r.seq LIMIT ${pageRows}`,
      [run.id, after],
    )
    const last = rows.at(-1)
    if (!last) return
    yield stringify(
      rows.map(({ cells, faults }) => [...fill(cells, run.columns.length), toWords(faults, run, language)]),
      options,
    )
    after = last.seq
  }
}

const toWords = (faults: RowFault[] | null, run: ImportRow, language: FaultLanguage) =>
  faults?.map((fault) => describeFault(fault, run, language)).join(' ') || describeNotReached(language)

/** The error stands in its own column whatever the row's length. */
const fill = (cells: string[], width: number) => [
  ...cells,
  ...Array<string>(Math.max(0, width - cells.length)).fill(''),
]
