import { AppError } from '@rollcall/service-kit/errors'
import type { Pool } from '@rollcall/service-kit/postgres'
import type { RunFault } from '@rollcall/service-kit/run-carrier'

export const somethingWrong = 'Something went wrong on our side; the log of auth-service says what.'

const kinds = {
  replay: {
    table: 'replay_run',
    underWay: `'running'`,
    away: 'The bus or the database does not answer. The replay goes on once it does.',
  },
  import: {
    table: 'import_run',
    underWay: `'checking', 'applying'`,
    away: 'The database does not answer. The import goes on once it does.',
  },
}

/** Says on a run why it rests; ends it where the same would happen again. */
export async function noteRunFault(
  pool: Pool,
  kind: keyof typeof kinds,
  id: string,
  { error, isTransient }: RunFault,
): Promise<void> {
  const { table, underWay, away } = kinds[kind]
  const sentence = isTransient ? away : error instanceof AppError ? error.message : somethingWrong
  await pool.query(
    `UPDATE ${table} SET error = $2, state = CASE WHEN $3 THEN state ELSE 'failed' END,
       ended_at = CASE WHEN $3 THEN NULL ELSE now() END
     WHERE id = $1 AND state IN (${underWay})`,
    [id, sentence, isTransient],
  )
}
