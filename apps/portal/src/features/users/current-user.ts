import { isRecord } from '@/read/is-record'
import { isText, isTextOrNull } from '@/read/is-text'
import type { User } from '@/trpc/routers'
import { isUserRole } from './user-roles'

const isSwitch = (value: unknown) => typeof value === 'boolean'

// A field that the directory adds does not compile until it is read here as well.
const kinds: Record<keyof User, (value: unknown) => boolean> = {
  id: isText,
  email: isText,
  firstName: isText,
  lastName: isText,
  role: isUserRole,
  phoneNumber: isTextOrNull,
  isActive: isSwitch,
  mustChangePassword: isSwitch,
  avatar: isTextOrNull,
  matricule: isTextOrNull,
  ministere: isTextOrNull,
  sexe: (value) => value === null || value === 'F' || value === 'M' || value === 'X',
  createdAt: isText,
  updatedAt: isText,
  deletedAt: isTextOrNull,
  version: (value) => typeof value === 'number',
}

/** Whether this is the user that STALE_VERSION brings along: an error's data has no type, so it is checked. */
export const isCurrentUser = (value: unknown): value is User =>
  isRecord(value) && Object.entries(kinds).every(([field, isKind]) => isKind(value[field]))
