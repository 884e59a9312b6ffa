import type { AuditItem } from './audit-queries'

type Party = NonNullable<AuditItem['target']>

/** Whom or what a sentence names: the target; for a run, which has no name, the subscriber that it is for. */
export function readAbout({ target, details }: Pick<AuditItem, 'target' | 'details'>): Party | null {
  const subscriber = details.subscriber
  if (target?.kind === 'run' && typeof subscriber === 'string')
    return { kind: 'subscriber', id: subscriber, name: null }
  return target
}
