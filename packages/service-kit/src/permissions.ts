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
  'conversations.read',
  'audit.read',
  'audit.export',
  /** The organisation's own settings, such as the second factor of its administrators. */
  'organisation.manage',
] as const
export type Permission = (typeof permissions)[number]

const staff: Permission[] = ['appointments.read', 'conversations.read']
const clinician: Permission[] = ['appointments.read', 'appointments.write', 'conversations.read']

/** The one table of who may do what. A role that isn't listed may do nothing. */
const table: Readonly<Record<string, readonly Permission[]>> = {
  admin: permissions,
  operator: ['users.read', 'sync.read', 'sync.operate', 'cache.read', 'cache.operate'],
  receptionist: ['appointments.read', 'appointments.write'],
  viewer: ['users.read', 'sync.read', 'cache.read', 'appointments.read'],
  doctor: clinician,
  nurse: clinician,
  pharmacist: clinician,
  consultant: clinician,
  staff,
}

export function permissionsOf(role: string): readonly Permission[] {
  return Object.hasOwn(table, role) ? (table[role] ?? []) : []
}
