import type { ClinicalOut } from '@/trpc/routers'

export type Reassignment = ClinicalOut['appointments']['reassignments']['items'][number]
export type ReassignmentStep = ClinicalOut['appointments']['reassignment']['steps']['items'][number]
export type Suggestion = ClinicalOut['appointments']['suggest']['items'][number]
export type OrphanedClinician = ClinicalOut['appointments']['orphaned']['items'][number]

export type StepState = ReassignmentStep['state']
export const stepStates = ['waiting', 'moved', 'failed', 'left', 'taken_back', 'kept'] as const satisfies StepState[]

export const isOver = ({ endedAt }: Reassignment) => endedAt !== null

/** Steps that are through, in whichever direction the run goes. */
export function doneOf({ state, counts, total }: Reassignment): number {
  return state === 'taking_back' ? total - counts.moved : total - counts.waiting
}
