import type { DirectoryIn } from '@/trpc/routers'

type AskedFor = NonNullable<Extract<DirectoryIn['audit']['list'], object>['actions']>[number]

// The services' own list is code, and only their types come into the console; `satisfies` keeps the two alike.
const groups = {
  'user.created': 'people',
  'user.updated': 'people',
  'user.activated': 'people',
  'user.deactivated': 'people',
  'user.role.changed': 'people',
  'user.deleted': 'people',
  'user.restored': 'people',
  'user.erased': 'people',
  'user.invited': 'people',
  'user.reset_link_issued': 'people',
  'user.temporary_password_issued': 'people',
  'import.started': 'people',
  'import.applied': 'people',
  'import.cancelled': 'people',
  'users.exported': 'people',
  'bulk.started': 'people',
  'bulk.stopped': 'people',
  'bulk.ended': 'people',
  'session.signed_in': 'signIn',
  'session.sign_in_failed': 'signIn',
  'session.signed_out': 'signIn',
  'session.ended': 'signIn',
  'password.changed': 'signIn',
  'password.reset': 'signIn',
  'two_factor.enabled': 'signIn',
  'two_factor.disabled': 'signIn',
  'two_factor.recovery_codes_renewed': 'signIn',
  'parked.retried': 'delivery',
  'parked.discarded': 'delivery',
  'queue.paused': 'delivery',
  'queue.resumed': 'delivery',
  'replay.started': 'delivery',
  'replay.stopped': 'delivery',
  'reconcile.started': 'delivery',
  'reconcile.stopped': 'delivery',
  'user.repaired': 'delivery',
  'hold.approved': 'delivery',
  'hold.rejected': 'delivery',
  'brake.changed': 'delivery',
  'cache.invalidated': 'cache',
  'prewarm.started': 'cache',
  'prewarm.stopped': 'cache',
  'appointments.reassigned': 'appointments',
  'appointments.taken_back': 'appointments',
  'organisation.created': 'settings',
  'organisation.changed': 'settings',
  'key.rotated': 'settings',
  'audit.exported': 'settings',
  'log.purged': 'settings',
} as const satisfies Record<AskedFor, string>
export type KnownAction = keyof typeof groups
export type ActionGroup = (typeof groups)[KnownAction]

export const groupNames = [
  'people',
  'signIn',
  'delivery',
  'appointments',
  'cache',
  'settings',
] as const satisfies ActionGroup[]

const isKnown = (action: string): action is KnownAction => Object.hasOwn(groups, action)
const knownActions = Object.keys(groups).filter(isKnown)

/** The action as this console knows it; undefined for one of a newer service. */
export const knownAction = (action: string): KnownAction | undefined => (isKnown(action) ? action : undefined)

export const groupOf = (action: string): ActionGroup | undefined => (isKnown(action) ? groups[action] : undefined)

/** The actions of some groups; of none: undefined, which asks for all, those of newer services too. */
export function actionsOf(chosen: readonly ActionGroup[]): KnownAction[] | undefined {
  return chosen.length === 0 ? undefined : knownActions.filter((action) => chosen.includes(groups[action]))
}
