/**
 * Rows of the file that are not in the directory: faulty ones, those that failed, and, once the import has ended, those
 * that were not reached. The row's alias is `r`, the run's `run`.
 */
export const notApplied = `(r.cells IS NOT NULL AND (r.fate = 'faulty' OR r.outcome = 'failed' OR (r.outcome IS NULL
  AND r.fate IN ('create', 'update') AND run.state IN ('done', 'cancelled', 'failed'))))`
