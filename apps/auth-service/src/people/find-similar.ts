import { AppError } from '@rollcall/service-kit/errors'
import { strictInput, userIdSchema } from '@rollcall/service-kit/input'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { z } from 'zod'
import type { User } from '../users/user.js'

const typedSchema = (maxLength: number) => z.string().max(maxLength, `expected at most ${maxLength} characters`)

/** As far as it is typed: what isn't valid yet is like nobody's. */
const inputSchema = strictInput({
  firstName: typedSchema(400),
  lastName: typedSchema(400),
  email: typedSchema(320).nullish(),
  phoneNumber: typedSchema(40).nullish(),
  matricule: typedSchema(256).nullish(),
  /** The person who is being edited. */
  exceptId: userIdSchema.optional(),
})

/** Somebody who may be the same person, and what is the same. */
export interface SimilarPerson {
  user: User
  same: ('email' | 'phoneNumber' | 'matricule' | 'name')[]
}

export const createFindSimilar = () =>
  personProcedure('users.write')
    .input(inputSchema)
    .query(async (): Promise<{ items: SimilarPerson[] }> => {
      throw new AppError('UNAVAILABLE', 'This is not here yet.')
    })
