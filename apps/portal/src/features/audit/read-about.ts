import type { AuditItem } from './audit-queries'

type Party = NonNullable<AuditItem['target']>
type Told = Pick<AuditItem, 'target' | 'details'>

/** The subscriber at which it was done, where the details tell. */
export function readWhere({ details: { subscriber } }: Pick<Told, 'details'>): Party | null {
  return typeof subscriber === 'string' ? { kind: 'subscriber', id: subscriber, name: null } : null
}

/** Whom or what a sentence names: the target; for a run, which has no name, the subscriber that it is for. */
export function readAbout(told: Told): Party | null {
  return told.target?.kind === 'run' ? (readWhere(told) ?? told.target) : told.target
}
