import { AppError } from '@rollcall/service-kit/errors'
import { strictInput, userIdSchema } from '@rollcall/service-kit/input'
import { personProcedure } from '@rollcall/service-kit/trpc'
import type { User } from '../users/user.js'
import { expectedVersionSchema } from '../users/user-input.js'

export const createUndoUser = () =>
  personProcedure('users.write')
    .input(strictInput({ id: userIdSchema, version: expectedVersionSchema }))
    .mutation(async (): Promise<User> => {
      throw new AppError('UNAVAILABLE', 'This is not here yet.')
    })
