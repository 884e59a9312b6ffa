import { z } from 'zod'

/** An object that accepts only the fields it names, and says which one it does not know. */
export function strictInput<T extends z.ZodRawShape>(shape: T) {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys' ? `unknown field ${issue.keys?.join(', ')}; leave it out` : undefined,
  })
}

/** One of a list, and a message that names the list. */
export function choiceSchema<const T extends readonly [string, ...string[]]>(values: T) {
  return z.enum(values, { error: `expected one of ${values.join(', ')}` })
}

export const userIdSchema = z.uuid('expected the id of a user (a UUID)').toLowerCase()

/** A point in time. Without an offset it would mean something else in every time zone. */
export const instantSchema = z.iso.datetime({
  offset: true,
  error: 'expected a date and time with its offset, such as 2027-03-01T09:00:00+02:00',
})

export const limitSchema = (max: number) =>
  z.int(`expected 1 to ${max}`).min(1, `expected 1 to ${max}`).max(max, `expected 1 to ${max}`)

export const searchSchema = z.string().max(200, 'expected at most 200 characters')

/** Why something is given up, so that it stands beside it for ever. */
export const reasonSchema = z
  .string()
  .trim()
  .min(1, 'say why, so that others understand')
  .max(500, 'expected at most 500 characters')

/** For `refine`: what is meant is either named one by one or described. */
export const idsOrFilter = ({ ids, filter }: { ids?: unknown; filter?: unknown }) =>
  (ids === undefined) !== (filter === undefined)
export const idsOrFilterFault = { path: ['ids'], message: 'name either ids or a filter ({} for all)' }
