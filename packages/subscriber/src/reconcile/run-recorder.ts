import { describeError } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import type { Queryable } from '@rollcall/service-kit/postgres'
import { printable, storableEvent } from '../sort-delivery.js'
import type { FoundDifference } from './compare-user.js'
import { maxNamedDifferences, type ReconcileRun } from './reconcile-run.js'
import { saveRun } from './run-table.js'

const saveEveryMs = 500

/** What happened to differences that were named. */
export interface NamedOutcome {
  seq: number
  repaired: boolean
  error: string | null
}

/**
 * Keeps the book of one run: counts in memory, saved twice a second, so that every replica sees how far it is, and
 * the first 1,000 differences by name. `onStopped` is called when another replica has stopped the run.
 */
export function createRunRecorder(options: {
  db: Queryable
  run: ReconcileRun
  logger: Logger
  onChange: (run: ReconcileRun) => void
  onStopped: () => void
}) {
  const { db, run, logger, onChange, onStopped } = options
  let named = 0
  let saving: Promise<void> | undefined

  const save = () => {
    saving ??= saveRun(db, run)
      .then((state) => {
        if (state !== null && state !== 'running') onStopped()
      })
      .catch((error: unknown) => logger.debug({ err: describeError(error) }, 'the progress could not be saved yet'))
      .finally(() => {
        saving = undefined
      })
    onChange({ ...run })
  }
  const timer = setInterval(save, saveEveryMs)
  timer.unref()

  return {
    run,
    /** Whether there is room for one more name. */
    isNaming: () => named < maxNamedDifferences,
    /** Names as many as there is room for, before anything is done about them. Answers their numbers, in that order. */
    name: async (differences: FoundDifference[]): Promise<number[]> => {
      const room = differences.slice(0, maxNamedDifferences - named)
      const first = named + 1
      named += room.length
      if (room.length > 0) await insertDifferences(db, run.id, first, room)
      return room.map((_, index) => first + index)
    },
    /** Says what was done about those that were named. */
    conclude: async (outcomes: NamedOutcome[]): Promise<void> => {
      if (outcomes.length === 0) return
      await db.query(
        `UPDATE reconcile_difference AS d SET repaired = o.repaired, error = o.error
         FROM unnest($2::int[], $3::bool[], $4::text[]) AS o (seq, repaired, error)
         WHERE d.run_id = $1 AND d.seq = o.seq`,
        [
          run.id,
          outcomes.map(({ seq }) => seq),
          outcomes.map(({ repaired }) => repaired),
          outcomes.map(({ error }) => (error === null ? null : printable(error.slice(0, 2000)))),
        ],
      )
    },
    /** Ends the book; `run` says how. */
    close: async (): Promise<void> => {
      clearInterval(timer)
      await saving
      await saveRun(db, run)
      onChange({ ...run })
    },
  }
}
export type RunRecorder = ReturnType<typeof createRunRecorder>

async function insertDifferences(db: Queryable, runId: string, first: number, differences: FoundDifference[]) {
  await db.query(
    `INSERT INTO reconcile_difference
       (run_id, seq, tenant_id, user_id, full_name, kind, kept_version, directory_version, fields)
     SELECT $1, $2 + ordinality - 1, tenant_id, user_id, full_name, kind, kept_version, directory_version, fields::jsonb
     FROM unnest($3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::int[], $8::int[], $9::text[]) WITH ORDINALITY
       AS given (tenant_id, user_id, full_name, kind, kept_version, directory_version, fields, ordinality)`,
    [
      ...[runId, first],
      differences.map(({ user, kept }) => user?.tenantId ?? kept?.tenantId ?? null),
      differences.map(({ userId }) => userId),
      differences.map(({ user, kept }) => printable(nameOf(user) ?? kept?.fullName ?? '') || null),
      differences.map(({ kind }) => kind),
      differences.map(({ kept }) => kept?.version ?? null),
      differences.map(({ user }) => user?.userVersion ?? null),
      differences.map(({ fields }) => storableFields(fields)),
    ],
  )
}

function nameOf(user: FoundDifference['user']): string | null {
  return user ? `${user.payload.firstName} ${user.payload.lastName}`.trim() : null
}

/** Fields that jsonb can't hold are left out; the user is named all the same. */
function storableFields(fields: FoundDifference['fields']): string {
  const { json, intact } = storableEvent(fields)
  return intact ? json : '[]'
}
