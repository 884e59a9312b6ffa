import type { DirectoryUser } from '@rollcall/events/user-event'
import type { DirectoryClient } from '../directory-client.js'
import type { ApplyResult } from '../subscriber-store.js'

export const differenceKinds = ['missing', 'stale', 'tampered', 'orphaned', 'ahead'] as const
/**
 * How a user differs. `missing`: not kept; `stale`: kept in an older version; `tampered`: the right version with other
 * content; `orphaned`: the directory doesn't know the user; `ahead`: newer than the directory, which was restored.
 */
export type DifferenceKind = (typeof differenceKinds)[number]

export interface Suspect {
  userId: string
  kind: DifferenceKind
  keptVersion: number | null
}

export interface FindContext {
  directory: DirectoryClient
  /** Aborted when the run ends early: stop soon, by throwing or returning. */
  signal: AbortSignal
  /** Users compared so far and in all, those of equal buckets included. */
  progress: (done: number, total: number) => void
  /** Users compared one by one since the last call. */
  checked: (count: number) => void
}

/** What is kept of a user. `fields` are the synced fields, named as in the event's payload. */
export interface KeptUser {
  tenantId: string
  version: number
  fullName: string
  fields: Record<string, unknown>
}

/** How a store compares itself with the directory, and lets itself be put right. */
export interface ReconcileStore {
  /**
   * Pages (≤ 500) of users that differ by version or content. The store's own rows are read before the directory's, so
   * that a user created or changed meanwhile is taken neither for orphaned nor for ahead.
   */
  findSuspects: (context: FindContext) => AsyncGenerator<Suspect[], void, undefined>
  /** What is kept of these users (≤ 500), keyed by id in lower case. */
  read: (ids: string[]) => Promise<Map<string, KeptUser>>
  /** The same fields of a snapshot, as this store would keep them: equal to `read`'s when nothing differs. */
  fieldsOf: (user: DirectoryUser) => Record<string, unknown>
  /**
   * Writes users that are newer, equally new but different, and those that are ahead in the very version that `seen`
   * gives for their id; with no instant in which somebody is missing. A newer version that came meanwhile wins.
   */
  repair: (users: DirectoryUser[], seen: ReadonlyMap<string, number | null>) => Promise<ApplyResult>
  /** Removes those who are still kept in exactly this version. Answers how many. */
  remove: (orphans: { userId: string; version: number }[]) => Promise<number>
}
