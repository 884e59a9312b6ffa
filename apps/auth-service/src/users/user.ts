import type { UserRole } from '@rollcall/events/roles'

export const sexes = ['F', 'M', 'X'] as const
export type Sexe = (typeof sexes)[number]

/** A user as the API answers it. */
export interface User {
  id: string
  email: string
  firstName: string
  lastName: string
  role: UserRole
  phoneNumber: string | null
  isActive: boolean
  mustChangePassword: boolean
  avatar: string | null
  matricule: string | null
  ministere: string | null
  sexe: Sexe | null
  createdAt: string
  updatedAt: string
  deletedAt: string | null
  version: number
}

/** The columns of `User` under their API names; the alias `u` is the table. */
export const userColumns = `u.id, u.email, u.first_name AS "firstName", u.last_name AS "lastName", u.role,
  u.phone_number AS "phoneNumber", u.is_active AS "isActive", u.must_change_password AS "mustChangePassword",
  u.avatar, u.matricule, u.ministere, u.sexe, u.created_at AS "createdAt", u.updated_at AS "updatedAt",
  u.deleted_at AS "deletedAt", u.version`

/** A row of `userColumns`. */
export type UserRow = Omit<User, 'createdAt' | 'updatedAt' | 'deletedAt'> & {
  createdAt: Date
  updatedAt: Date
  deletedAt: Date | null
}

export function toUser(row: UserRow): User {
  return {
    id: row.id,
    email: row.email,
    firstName: row.firstName,
    lastName: row.lastName,
    role: row.role,
    phoneNumber: row.phoneNumber,
    isActive: row.isActive,
    mustChangePassword: row.mustChangePassword,
    avatar: row.avatar,
    matricule: row.matricule,
    ministere: row.ministere,
    sexe: row.sexe,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    deletedAt: row.deletedAt?.toISOString() ?? null,
    version: row.version,
  }
}
