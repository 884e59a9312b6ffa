import type { RunStateName } from '@/features/sync/run-state'
import type { ImportState } from './import-queries'

const names: Partial<Record<ImportState, RunStateName>> = { done: 'done', failed: 'failed', cancelled: 'stopped' }

/** How an import stands, in the words of all runs; one that waits for a person counts as interrupted. */
export function runStateOf(state: ImportState): RunStateName {
  return (
    names[state] ?? (state === 'checking' || state === 'applying' || state === 'uploading' ? 'running' : 'interrupted')
  )
}
