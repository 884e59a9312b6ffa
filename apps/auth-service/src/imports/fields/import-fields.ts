import { z } from 'zod'

/** What a column of a file may hold. */
export const importFields = [
  'email',
  'firstName',
  'lastName',
  'role',
  'phoneNumber',
  'matricule',
  'ministere',
  'sexe',
  'isActive',
  'avatar',
] as const
export type ImportField = (typeof importFields)[number]

/** Without these nobody is created. */
export const neededFields = ['email', 'firstName', 'lastName', 'role'] as const satisfies ImportField[]

/** Which column holds what; null for one that is passed over. */
export type Mapping = (ImportField | null)[]
export const fieldSchema = z.enum(importFields)
