import type { ImportState } from './import-queries'

export const stepNames = ['file', 'columns', 'check', 'report'] as const
export type StepName = (typeof stepNames)[number]

const furthest: Record<ImportState, StepName> = {
  uploading: 'file',
  received: 'columns',
  checking: 'check',
  checked: 'check',
  applying: 'report',
  done: 'report',
  cancelled: 'report',
  failed: 'report',
}

/** The steps that an import can be looked at in: what was applied is not changed any more. */
export function openSteps(state: ImportState | undefined): StepName[] {
  const last = state ? furthest[state] : 'file'
  if (last === 'report') return ['report']
  return stepNames.slice(0, stepNames.indexOf(last) + 1)
}

/** The step that the address asks for, where there is something to see, or the furthest one. */
export function chooseStep(state: ImportState, wanted: StepName | null): StepName {
  const open = openSteps(state)
  return open.find((step) => step === wanted && step !== 'file') ?? open.at(-1) ?? 'file'
}
