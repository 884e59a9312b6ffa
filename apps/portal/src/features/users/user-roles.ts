import type { UserRole } from '@/trpc/routers'

// The services' own list is code, and only their types come into the console; `satisfies` keeps the two alike.
const order = {
  admin: 1,
  operator: 2,
  receptionist: 3,
  viewer: 4,
  doctor: 5,
  nurse: 6,
  pharmacist: 7,
  consultant: 8,
  staff: 9,
} satisfies Record<UserRole, number>

export function isUserRole(value: unknown): value is UserRole {
  return typeof value === 'string' && Object.hasOwn(order, value)
}

export const userRoles: UserRole[] = Object.keys(order).filter(isUserRole)

/** Roles that the appointment form may offer. */
export const clinicalRoles: readonly UserRole[] = ['doctor', 'nurse', 'pharmacist', 'consultant']

export const fullNameOf = (user: { firstName: string; lastName: string }) => `${user.firstName} ${user.lastName}`
