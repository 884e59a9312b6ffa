import { AppError } from '@rollcall/service-kit/errors'
import { limitSchema, searchSchema, strictInput } from '@rollcall/service-kit/input'
import { personProcedure } from '@rollcall/service-kit/trpc'

/** A unit of the organisation and its people; null: people without one. */
export interface Unit {
  ministere: string | null
  people: number
}

export const createListUnits = () =>
  personProcedure('users.read')
    .input(strictInput({ search: searchSchema.optional(), limit: limitSchema(200).default(50) }).prefault({}))
    .query(async (): Promise<{ items: Unit[] }> => {
      throw new AppError('UNAVAILABLE', 'This is not here yet.')
    })
