import type { DirectoryUser } from '@rollcall/events/user-event'
import type { FieldDifference } from './reconcile-run.js'
import type { DifferenceKind, KeptUser, ReconcileStore, Suspect } from './reconcile-store.js'

/** A user who really differs, looked at closely: what is kept was read before the snapshot. */
export interface FoundDifference {
  userId: string
  kind: DifferenceKind
  kept: KeptUser | undefined
  user: DirectoryUser | undefined
  fields: FieldDifference[]
}

/** Null when nothing differs any more: the road was faster. */
export function compareUser(
  store: Pick<ReconcileStore, 'fieldsOf'>,
  { userId, kind }: Pick<Suspect, 'userId' | 'kind'>,
  kept: KeptUser | undefined,
  user: DirectoryUser | undefined,
): FoundDifference | null {
  const found = { userId, kept, user, fields: [] }
  if (!user) return kept ? { ...found, kind: 'orphaned' } : null
  // A cache may have dropped the user meanwhile, and then nothing is missing from it.
  if (!kept) return kind === 'missing' ? { ...found, kind } : null
  const fields = compareFields(kept, { tenantId: user.tenantId, ...store.fieldsOf(user) })
  if (user.userVersion > kept.version) return { ...found, kind: 'stale', fields }
  if (user.userVersion < kept.version) return { ...found, kind: 'ahead', fields }
  return fields.length > 0 ? { ...found, kind: 'tampered', fields } : null
}

function compareFields(kept: KeptUser, theirs: Record<string, unknown>): FieldDifference[] {
  const ours: Record<string, unknown> = { tenantId: kept.tenantId, ...kept.fields }
  const names = new Set([...Object.keys(ours), ...Object.keys(theirs)])
  return [...names]
    .map((field) => ({ field, kept: ours[field] ?? null, directory: theirs[field] ?? null }))
    .filter(({ kept: mine, directory }) => JSON.stringify(mine) !== JSON.stringify(directory))
}
