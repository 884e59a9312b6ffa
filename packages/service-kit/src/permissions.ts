/** What a person can do. Every procedure names the one it needs. */
export const permissions = [
  'users.read',
  /** Sees telephone numbers and e-mail addresses whole; without it they are masked, and can't be searched or sorted by. */
  'users.contact',
  'users.write',
  /** Blanks a person's fields everywhere, for good. */
  'users.erase',
  'sync.read',
  'sync.operate',
  /** Decides about mass removals that the brake holds. */
  'sync.approve',
  'cache.read',
  'cache.operate',
  'appointments.read',
  'appointments.write',
  /** The clinician's own appointments, and nobody else's. */
  'appointments.own',
  'conversations.read',
  /** The conversations that one takes part in, and nobody else's. */
  'conversations.own',
  'audit.read',
  'audit.export',
  /** The organisation's own settings, such as the second factor of its administrators. */
  'organisation.manage',
  /** Creates organisations, and sees how the road is in each of them, without their people. */
  'platform.manage',
] as const
export type Permission = (typeof permissions)[number]

const ofOrganisation = permissions.filter((permission) => permission !== 'platform.manage')
const clinician: Permission[] = ['appointments.own', 'conversations.own']

/**
 * The one table of who may do what. A role that isn't listed may do nothing. The trail is the administrators' alone: it
 * tells what everybody did, and operators are among those whom it watches.
 */
const table: Readonly<Record<string, readonly Permission[]>> = {
  admin: ofOrganisation,
  operator: ['users.read', 'sync.read', 'sync.operate', 'cache.read', 'cache.operate'],
  receptionist: ['appointments.read', 'appointments.write'],
  viewer: ['users.read', 'sync.read', 'cache.read', 'appointments.read'],
  doctor: clinician,
  nurse: clinician,
  pharmacist: clinician,
  consultant: clinician,
  staff: ['conversations.own'],
}

/** `platform`: whether the person's organisation is the one whose administrators manage the installation. */
export function permissionsOf(role: string, { platform }: { platform: boolean } = { platform: false }): Permission[] {
  const ofRole = Object.hasOwn(table, role) ? (table[role] ?? []) : []
  return role === 'admin' && platform ? [...permissions] : [...ofRole]
}

/** Whether a person holds a permission. */
export const may = (person: { role: string; platform: boolean }, permission: Permission): boolean =>
  permissionsOf(person.role, person).includes(permission)
