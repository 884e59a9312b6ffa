import type { BulkDeed, BulkRun } from '@/trpc/routers'

export const bulkDeedKinds = ['setRole', 'activate', 'deactivate', 'remove', 'restore'] as const
export type BulkDeedKind = BulkDeed['kind']

/** From how many people on the number has to be typed: nobody reads a dialog that they have seen often. */
const typedFrom = 101

export const mustType = (willChange: number) => willChange >= typedFrom

/** Whether the typed number is the counted one, however its thousands are set apart. */
export const isCount = (typed: string, count: number) => typed.replace(/[\s.,'’\u00a0\u202f]/g, '') === `${count}`

/** Whether a run can be taken back: it has ended, changed somebody, and neither is an undo nor was undone. */
export const isUndoable = ({ state, changed, undoOf, undoneBy }: BulkRun) =>
  state !== 'running' && changed > 0 && undoOf === null && undoneBy === null
