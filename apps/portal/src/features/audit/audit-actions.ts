/** What the trail knows, in the groups by which it is filtered. Events of the log stand beside entries of the trail. */
export const actionGroups = {
  people: [
    'user.created',
    'user.updated',
    'user.activated',
    'user.deactivated',
    'user.role.changed',
    'user.deleted',
    'user.restored',
    'user.erased',
    'user.invited',
    'user.reset_link_issued',
    'user.temporary_password_issued',
  ],
  signIn: [
    'session.signed_in',
    'session.sign_in_failed',
    'session.signed_out',
    'session.ended',
    'password.changed',
    'password.reset',
    'two_factor.enabled',
    'two_factor.disabled',
    'two_factor.recovery_codes_renewed',
  ],
  delivery: [
    'parked.retried',
    'parked.discarded',
    'queue.paused',
    'queue.resumed',
    'replay.started',
    'replay.stopped',
    'reconcile.started',
    'reconcile.stopped',
    'user.repaired',
    'hold.approved',
    'hold.rejected',
    'brake.changed',
  ],
  cache: ['cache.invalidated'],
  settings: ['organisation.created', 'organisation.changed', 'key.rotated', 'audit.exported', 'log.purged'],
} as const
export type ActionGroup = keyof typeof actionGroups
export type KnownAction = (typeof actionGroups)[ActionGroup][number]

const isGroup = (name: string): name is ActionGroup => Object.hasOwn(actionGroups, name)
export const groupNames: ActionGroup[] = Object.keys(actionGroups).filter(isGroup)

/** The action as this console knows it; undefined for one of a newer service. */
export function knownAction(action: string): KnownAction | undefined {
  return Object.values(actionGroups)
    .flat()
    .find((known) => known === action)
}

export function groupOf(action: string): ActionGroup | undefined {
  return groupNames.find((group) => actionGroups[group].some((known) => known === action))
}

/** The actions of some groups; of none: undefined, which asks for all, those of newer services too. */
export function actionsOf(groups: readonly ActionGroup[]): string[] | undefined {
  return groups.length === 0 ? undefined : groups.flatMap((group) => [...actionGroups[group]])
}
