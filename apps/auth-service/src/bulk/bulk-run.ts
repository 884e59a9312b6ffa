import { userRoles } from '@rollcall/events/roles'
import { AppError } from '@rollcall/service-kit/errors'
import { choiceSchema, strictInput } from '@rollcall/service-kit/input'
import type { Queryable } from '@rollcall/service-kit/postgres'
import { z } from 'zod'

export const bulkDeedSchema = z.discriminatedUnion(
  'kind',
  [
    strictInput({ kind: z.literal('activate') }),
    strictInput({ kind: z.literal('deactivate') }),
    strictInput({ kind: z.literal('remove') }),
    strictInput({ kind: z.literal('restore') }),
    strictInput({ kind: z.literal('setRole'), role: choiceSchema(userRoles) }),
  ],
  { error: 'expected a deed whose kind is one of activate, deactivate, remove, restore, setRole' },
)
export type BulkDeed = z.infer<typeof bulkDeedSchema>

export const bulkStates = ['running', 'done', 'stopped', 'failed'] as const
export type BulkState = (typeof bulkStates)[number]
export const bulkOutcomes = ['changed', 'left', 'failed', 'undone'] as const
export type BulkOutcome = (typeof bulkOutcomes)[number]

/** Something done to many people at once, running or ended. */
export interface BulkRun {
  id: string
  deed: BulkDeed
  state: BulkState
  /** People to do it to, and how many of them are done: changed, left as they were, or failed. */
  total: number
  done: number
  changed: number
  left: number
  failed: number
  startedAt: string
  endedAt: string | null
  startedBy: { id: string; name: string }
  reason: string | null
  /** The run that this one takes back, and the one that took this one back. */
  undoOf: string | null
  undoneBy: string | null
  /** What stands in its way, or why it failed. */
  error: string | null
}

export interface BulkRunPage {
  items: BulkRun[]
  nextCursor: string | null
  total: number
}

/** Why a person was not changed. */
export const bulkWhys = [
  ...(['already', 'own_account', 'last_admin', 'deleted', 'not_deleted', 'erased', 'changed_since'] as const),
  'unknown',
] as const
export type BulkWhy = (typeof bulkWhys)[number]

/** What became of one person of a run. */
export interface BulkResult {
  userId: string
  name: string
  /** `undone`: it was changed, and another run has taken it back. */
  outcome: BulkOutcome
  /** The version that it made; null where nothing was changed. */
  version: number | null
  why: BulkWhy | null
  /** `why` as a sentence. */
  message: string | null
}

export interface BulkResultPage {
  items: BulkResult[]
  nextCursor: string | null
  total: number
}

export interface BulkPreview {
  /** People whom the selection finds, those whom the deed would change, and those who are so already. */
  total: number
  willChange: number
  alreadyThere: number
  /** The last administrator is spared when it comes to it; whoever asks is one, and never among those changed. */
  skipped: { kind: 'own_account' | 'last_admin' | 'deleted' | 'not_deleted' | 'erased'; people: number }[]
  /** Whether the brake would keep it from the services until an administrator approves. */
  brake: 'passes' | 'holds'
}

export interface BulkRunRow extends Omit<BulkRun, 'startedAt' | 'endedAt' | 'startedBy'> {
  startedAt: Date
  endedAt: Date | null
  startedBy: string
  startedByName: string | null
}

/** The columns of `BulkRunRow`, of the run `r`. */
export const bulkRunColumns = `r.id, r.deed, r.state, r.total, r.done, r.changed, r.unchanged AS "left", r.failed,
  r.started_at AS "startedAt", r.ended_at AS "endedAt", r.started_by AS "startedBy", r.reason, r.undo_of AS "undoOf",
  r.error, (SELECT p.name FROM "user" AS p WHERE p.id = r.started_by AND p.tenant_id = r.tenant_id) AS "startedByName",
  (SELECT b.id FROM bulk_run AS b WHERE b.undo_of = r.id ORDER BY b.started_at DESC, b.id DESC LIMIT 1) AS "undoneBy"`

export function toBulkRun({ startedAt, endedAt, startedBy, startedByName, ...rest }: BulkRunRow): BulkRun {
  return {
    ...rest,
    startedAt: startedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    startedBy: { id: startedBy, name: startedByName || startedBy },
  }
}

/** @throws AppError NOT_FOUND (unknown here or elsewhere: the same answer) */
export async function findBulkRun(db: Queryable, tenantId: string, id: string): Promise<BulkRun> {
  const { rows } = await db.query<BulkRunRow>(
    `SELECT ${bulkRunColumns} FROM bulk_run AS r WHERE r.id = $1 AND r.tenant_id = $2`,
    [id, tenantId],
  )
  if (rows[0]) return toBulkRun(rows[0])
  throw new AppError('NOT_FOUND', `Run with ID ${id} not found`)
}

/** Events of a run carry this as their correlation id. */
export const correlationOf = (runId: string) => `bulk:${runId}`
