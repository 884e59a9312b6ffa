/** What people do in other services than the directory's own: nothing else is theirs to write. */
export const subscriberActions = [
  'reconcile.started',
  'reconcile.stopped',
  'user.repaired',
  'cache.invalidated',
  'prewarm.started',
  'prewarm.stopped',
  'appointments.reassigned',
  'appointments.taken_back',
] as const

/** Everything that is written to the audit trail, beside the changes of users, which the event log keeps. */
export const auditActions = [
  'session.signed_in',
  'session.sign_in_failed',
  'session.signed_out',
  'session.ended',
  'password.changed',
  'password.reset',
  'two_factor.enabled',
  'two_factor.disabled',
  'two_factor.recovery_codes_renewed',
  'user.invited',
  'user.reset_link_issued',
  'user.temporary_password_issued',
  'user.erased',
  'import.started',
  'import.applied',
  'import.cancelled',
  'users.exported',
  'bulk.started',
  'bulk.stopped',
  'bulk.ended',
  'parked.retried',
  'parked.discarded',
  'queue.paused',
  'queue.resumed',
  'replay.started',
  'replay.stopped',
  ...subscriberActions,
  'hold.approved',
  'hold.rejected',
  'brake.changed',
  'audit.exported',
  'log.purged',
  'organisation.created',
  'organisation.changed',
  'key.rotated',
] as const
export type AuditAction = (typeof auditActions)[number]

/** One thing that somebody did, or tried to do. Nothing personal belongs anywhere but in `personal`. */
export interface AuditEntry {
  action: AuditAction
  /** The organisation that it concerns; null for what concerns the installation. */
  tenantId: string | null
  actor: { kind: 'user' | 'service' | 'system' | 'unknown'; id: string }
  outcome?: 'done' | 'refused' | 'failed'
  target?: { kind: 'user' | 'session' | 'event' | 'subscriber' | 'run' | 'hold' | 'organisation' | 'key'; id: string }
  reason?: string | undefined
  /** The request's id, so that an entry is found beside the events that it caused. */
  correlationId: string
  details?: Record<string, unknown>
  /** Network address, browser: what erasure blanks. */
  personal?: Record<string, string>
}
