import type { Add } from '../people/people-query.js'
import type { BulkDeed } from './bulk-run.js'

/** SQL: why the deed would not change the person `u`, as a `BulkWhy`; null for whom it would change. */
export function whyNot(deed: BulkDeed, ownId: string, add: Add): string {
  const deleted = `WHEN u.deleted_at IS NOT NULL THEN 'deleted'`
  // Nobody locks himself out.
  const own = () => `WHEN u.id = ${add(ownId)} THEN 'own_account'`
  switch (deed.kind) {
    case 'activate':
      return `CASE ${deleted} WHEN u.is_active THEN 'already' END`
    case 'deactivate':
      return `CASE ${deleted} WHEN NOT u.is_active THEN 'already' ${own()} END`
    case 'remove':
      return `CASE WHEN u.deleted_at IS NOT NULL THEN 'already' ${own()} END`
    case 'restore':
      return `CASE WHEN u.deleted_at IS NULL THEN 'not_deleted'
        WHEN EXISTS (SELECT FROM erasure AS e WHERE e.user_id = u.id) THEN 'erased' END`
    case 'setRole': {
      const same = `WHEN u.role = ${add(deed.role)} THEN 'already'`
      return `CASE ${deleted} ${same} ${deed.role === 'admin' ? '' : own()} END`
    }
  }
}

/** SQL: what the deed writes into "user". */
export function assignment(deed: BulkDeed, add: Add): string {
  switch (deed.kind) {
    case 'activate':
      return 'is_active = true'
    case 'deactivate':
      return 'is_active = false'
    case 'remove':
      return 'deleted_at = clock_timestamp()'
    case 'restore':
      return 'deleted_at = NULL'
    case 'setRole':
      return `role = ${add(deed.role)}`
  }
}

/** Whether the deed takes people from the services, which the brake counts. */
export const removesPeople = ({ kind }: BulkDeed) => kind === 'deactivate' || kind === 'remove'

/** Whether it may take the last administrator. */
export const touchesAdmins = (deed: BulkDeed) =>
  removesPeople(deed) || (deed.kind === 'setRole' && deed.role !== 'admin')

/** What takes a deed back, as a deed; undefined for a change of role, since the former one differs from person to person. */
export function inverse({ kind }: BulkDeed): BulkDeed | undefined {
  const inverses = { activate: 'deactivate', deactivate: 'activate', remove: 'restore', restore: 'remove' } as const
  return kind === 'setRole' ? undefined : { kind: inverses[kind] }
}

/** What a run does to people: its deed, or what takes it back. */
export const deedOf = ({ deed, undoOf }: { deed: BulkDeed; undoOf: string | null }) => (undoOf ? inverse(deed) : deed)
