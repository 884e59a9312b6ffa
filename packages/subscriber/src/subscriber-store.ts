import type { DirectoryUser } from '@rollcall/events/user-event'

export interface ApplyResult {
  /** Ids of the users that were written. */
  applied: string[]
  /** Versions that were not newer than what is kept. */
  superseded: number
}

export interface ApplyOptions {
  /**
   * These may be old news: a replay, or a delivery that was begun before. A store that forgets by itself, as a cache
   * does, can't tell that something newer has been there, and must not bring them back for a user it doesn't hold.
   */
  mayBeOld?: boolean
}

/** Which version of a user is kept, a tombstone's included. */
export interface KeptVersion {
  version: number
  tenantId: string
  deleted: boolean
  /** When the directory wrote this version; ISO 8601. */
  eventAt: string | null
  /** When it was written here; ISO 8601. */
  syncedAt: string | null
}

/** A projection: where users are kept. */
export interface SubscriberStore {
  /**
   * Writes each user that is newer than what is kept, in the same statement that compares the versions.
   * One call may hold several versions of one user, in any order. Doing it again must change nothing, and a version
   * that isn't newer counts as superseded even where it could not have been written.
   * @throws when nothing, or only a part, was written; the whole call may then be repeated
   */
  apply: (users: DirectoryUser[], options?: ApplyOptions) => Promise<ApplyResult>
  /** Users kept here; of one organisation where a store can tell. */
  count: (tenantId?: string) => Promise<number>
  /** Of at most 500 users, across organisations, keyed by the id in lower case; who isn't kept is left out. */
  versions: (ids: string[]) => Promise<Map<string, KeptVersion>>
  /** What is kept of each organisation, tombstones included; left out by a store that need not keep everyone. */
  tally?: () => Promise<KeptTally[]>
}

/** One organisation's users here. Every write raises a version by one, so the sum tells how many writes have arrived. */
export interface KeptTally {
  tenantId: string
  users: number
  versions: number
}
