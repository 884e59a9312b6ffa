import * as z from 'zod/mini'
import type { User } from '@/trpc/routers'
import { isUserRole } from './user-roles'

const optionalText = z.nullable(z.string())

/** The user that STALE_VERSION brings along: an error's data has no type, so it is checked. */
export const currentUserSchema: z.ZodMiniType<User> = z.object({
  id: z.string(),
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  role: z.custom<User['role']>(isUserRole),
  phoneNumber: optionalText,
  isActive: z.boolean(),
  mustChangePassword: z.boolean(),
  avatar: optionalText,
  matricule: optionalText,
  ministere: optionalText,
  sexe: z.nullable(z.enum(['F', 'M', 'X'])),
  createdAt: z.string(),
  updatedAt: z.string(),
  deletedAt: optionalText,
  version: z.number(),
})
