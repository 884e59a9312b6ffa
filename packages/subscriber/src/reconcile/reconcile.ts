import type { DirectoryUser } from '@rollcall/events/user-event'
import { describeError } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import { bisect } from '../bisect.js'
import { newestOfEach } from '../deliveries/delivery-tally.js'
import type { DirectoryClient, SnapshotAnswer } from '../directory-client.js'
import type { Report } from '../report.js'
import { createBoundedTasks } from './bounded-tasks.js'
import { compareUser, type FoundDifference } from './compare-user.js'
import type { ReconcileMode } from './reconcile-run.js'
import type { ReconcileStore, Suspect } from './reconcile-store.js'
import type { NamedOutcome, RunRecorder } from './run-recorder.js'

const pageSize = 500
/** While one page is written here, the directory reads the next. */
const pagesAtOnce = 3

export interface ReconcileContext {
  directory: DirectoryClient
  recorder: RunRecorder
  report: Pick<Report, 'record'>
  logger: Logger
  /** Aborted when the run is stopped, the service closes, or the lock is lost. */
  signal: AbortSignal
}

/**
 * Compares a store with the directory and, unless it is a preview, makes them equal. The first load, the catch-up after
 * lost messages and the repair of drift are this one operation. Each difference is reported before it is repaired.
 * Memory holds three pages of users. Cut off anywhere, the next run goes on with what differs.
 */
export async function reconcile(store: ReconcileStore, context: ReconcileContext, mode: ReconcileMode): Promise<void> {
  const { directory, recorder, signal } = context
  const { run } = recorder
  const pages = createBoundedTasks(pagesAtOnce)
  const waiting: Suspect[] = []
  const progress = (done: number, total: number) => Object.assign(run, { done, total })
  const checked = (count: number) => {
    run.checked += count
  }
  const settle = (suspects: Suspect[]) => async () => {
    signal.throwIfAborted()
    if (mode === 'preview') await previewPage(store, context, suspects)
    else await repairPage(store, context, suspects)
  }
  try {
    for await (const suspects of store.findSuspects({ directory, signal, progress, checked })) {
      signal.throwIfAborted()
      waiting.push(...suspects)
      while (waiting.length >= pageSize) await pages.add(settle(waiting.splice(0, pageSize)))
    }
    if (waiting.length > 0) await pages.add(settle(waiting))
    await pages.finish()
    signal.throwIfAborted()
  } finally {
    await pages.settle()
  }
}

/** Beyond the last name that is kept, suspects are only counted. */
async function previewPage(store: ReconcileStore, context: ReconcileContext, suspects: Suspect[]): Promise<void> {
  const { recorder } = context
  if (recorder.isNaming()) {
    const { differences } = await lookClosely(store, context, suspects)
    for (const { kind } of differences) recorder.run[kind] += 1
    await recorder.name(differences)
  } else {
    for (const { kind } of suspects) recorder.run[kind] += 1
  }
}

async function repairPage(store: ReconcileStore, context: ReconcileContext, suspects: Suspect[]): Promise<void> {
  const { recorder, logger } = context
  const { differences, unreadable } = await lookClosely(store, context, suspects)
  for (const { kind } of differences) recorder.run[kind] += 1
  const numbers = await recorder.name(differences)
  const refused = new Map<string, string>()
  for (const { userId, reason } of unreadable) refused.set(userId, reason)
  recorder.run.refused += unreadable.length
  for (const { item, error } of await repairDifferences(store, context, differences)) {
    refused.set(item.userId, describeError(error))
    recorder.run.refused += 1
  }
  for (const [userId, err] of refused) logger.error({ userId, err }, 'a user of the directory can not be kept here')
  recorder.run.repaired += differences.filter(({ userId }) => !refused.has(userId)).length
  const outcomes = numbers.map((seq, index): NamedOutcome => {
    const error = refused.get(differences[index]?.userId ?? '') ?? null
    return { seq, repaired: error === null, error }
  })
  await recorder.conclude(outcomes)
}

/** Reads what is kept, and only then the directory: whoever is newer here is truly ahead. */
async function lookClosely(
  store: ReconcileStore,
  { directory }: Pick<ReconcileContext, 'directory'>,
  suspects: Suspect[],
): Promise<{ differences: FoundDifference[]; unreadable: SnapshotAnswer['unreadable'] }> {
  const ids = suspects.map(({ userId }) => userId)
  const kept = await store.read(ids)
  const { items, unreadable } = await directory.snapshot(ids)
  const users = newestOfEach(items)
  const hidden = new Set(unreadable.map(({ userId }) => userId))
  const differences = suspects
    .filter(({ userId }) => !hidden.has(userId))
    .map((suspect) => compareUser(store, suspect, kept.get(suspect.userId), users.get(suspect.userId)))
    .filter((difference) => difference !== null)
  return { differences, unreadable }
}

/** Answers the users that the store refuses; everyone else is put right. */
export async function repairDifferences(
  store: ReconcileStore,
  { report }: Pick<ReconcileContext, 'report'>,
  differences: FoundDifference[],
) {
  const users = differences.flatMap(({ user }) => user ?? [])
  const seen = new Map(
    differences.flatMap(({ kind, userId, kept }) => (kind === 'ahead' && kept ? [[userId, kept.version]] : [])),
  )
  const culprits = await bisect<DirectoryUser>(users, async (part) => {
    const { applied, superseded } = await store.repair(part, seen)
    const written = new Set(applied)
    report.record({ users: part.filter(({ userId }) => written.has(userId)), superseded, live: false })
  })
  const orphans = differences.flatMap(({ kind, userId, kept }) =>
    kind === 'orphaned' && kept ? [{ userId, version: kept.version }] : [],
  )
  if (orphans.length > 0) await store.remove(orphans)
  return culprits
}
