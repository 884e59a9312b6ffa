import type { ClinicalOut } from '@/trpc/routers'
import type { SubscriberName } from '../subscriber-view'

export type ReconcileRun = ClinicalOut['sync']['reconciles']['items'][number]
export type Difference = ClinicalOut['sync']['reconcileRun']['differences']['items'][number]

export const differenceKinds = ['missing', 'stale', 'tampered', 'orphaned', 'ahead'] as const
export type DifferenceKind = (typeof differenceKinds)[number]

/** A run, and whose it is. */
export interface RunOf {
  service: SubscriberName
  run: ReconcileRun
  /** How often in a row it failed by itself; `run` is the last one. */
  times: number
  /** Worth knowing, not worth a line: it found nothing, or what it could not do has been done since. */
  quiet: boolean
}

/** How many people differed, and how; kinds that did not occur are left out. */
export function countDifferences(run: Pick<ReconcileRun, DifferenceKind>) {
  const kinds = differenceKinds.map((kind) => ({ kind, count: run[kind] })).filter(({ count }) => count > 0)
  return { differing: kinds.reduce((sum, { count }) => sum + count, 0), kinds }
}

/** Both subscribers' runs in one list, the newest first. */
export function joinRuns(told: Partial<Record<SubscriberName, readonly ReconcileRun[]>>): RunOf[] {
  const of = (service: SubscriberName) =>
    markQuiet(foldFailures(told[service] ?? [])).map((marked) => ({ service, ...marked }))
  return [...of('clinical'), ...of('chat')].sort((a, b) => Date.parse(b.run.startedAt) - Date.parse(a.run.startedAt))
}

const isWholeRun = (run: ReconcileRun) => run.state === 'done' && run.mode === 'apply'
const failedByItself = (run: ReconcileRun) => run.startedBy === null && run.state === 'failed' && run.repaired === 0

/** Of one service, the newest first. */
function markQuiet(runs: readonly Omit<RunOf, 'service' | 'quiet'>[]): Omit<RunOf, 'service'>[] {
  const lastWhole = runs.findIndex(({ run }) => isWholeRun(run))
  return runs.map((item, index) => {
    const settled = isWholeRun(item.run) || (failedByItself(item.run) && index > lastWhole && lastWhole >= 0)
    const byItself = item.run.startedBy === null
    return { ...item, quiet: byItself && settled && countDifferences(item.run).differing === 0 }
  })
}

/** While the directory is away a service tries every few seconds: that is one thing to know, not thirty. */
function foldFailures(runs: readonly ReconcileRun[]): Omit<RunOf, 'service' | 'quiet'>[] {
  const folded: Omit<RunOf, 'service' | 'quiet'>[] = []
  for (const run of runs) {
    const last = folded.at(-1)
    if (last && failedByItself(last.run) && failedByItself(run)) last.times += 1
    else folded.push({ run, times: 1 })
  }
  return folded
}

/** How long it took; null while it runs. */
export function tookMs({ startedAt, endedAt }: Pick<ReconcileRun, 'startedAt' | 'endedAt'>): number | null {
  return endedAt === null ? null : Math.max(0, Date.parse(endedAt) - Date.parse(startedAt))
}

/** The runs as they were listed, with the one that the stream has told of since. */
export function withLive(runs: readonly ReconcileRun[], live: ReconcileRun | null): ReconcileRun[] {
  if (live === null) return [...runs]
  const listed = runs.find(({ id }) => id === live.id)
  if (!listed) return [live, ...runs].toSorted((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt))
  // A list that was asked for after the run's end knows more than the stream's last word of it.
  if (listed.state !== 'running') return [...runs]
  return runs.map((run) => (run.id === live.id ? live : run))
}

/** The last run that came to its end, to say how things stand. */
export function lastDone(runs: readonly ReconcileRun[] | undefined): ReconcileRun | null {
  return runs?.find(({ state }) => state === 'done') ?? null
}
