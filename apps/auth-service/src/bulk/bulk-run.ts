import { userRoles } from '@rollcall/events/roles'
import { choiceSchema, idsOrFilter, idsOrFilterFault, strictInput, userIdSchema } from '@rollcall/service-kit/input'
import { z } from 'zod'
import { peopleFilterShape } from '../people/people-filter.js'

const maxNamed = 1000
const namedSchema = (what: string) =>
  z.array(userIdSchema).max(maxNamed, `${what} at most ${maxNamed} people one by one; use a filter for more`)

/** Whom a person has chosen: one by one, or everyone whom a filter finds, but for some. */
export const selectionSchema = strictInput({
  ids: namedSchema('name').min(1, 'name at least one user').optional(),
  filter: strictInput(peopleFilterShape).optional(),
  except: namedSchema('leave out').optional(),
}).refine(idsOrFilter, idsOrFilterFault)
export type Selection = z.infer<typeof selectionSchema>

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

/** What became of one person of a run. */
export interface BulkResult {
  userId: string
  name: string
  outcome: BulkOutcome
  /** The version that it made; null where nothing was changed. */
  version: number | null
  /** Why not; null where it was done. */
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
  skipped: { kind: 'own_account' | 'last_admin' | 'deleted' | 'not_deleted'; people: number }[]
  /** Whether the brake would keep it from the services until an administrator approves. */
  brake: 'passes' | 'holds'
}
