import { choiceSchema, searchSchema } from '@rollcall/service-kit/input'
import { z } from 'zod'
import { roleSchema } from '../users/user-input.js'

export const peopleStates = ['active', 'inactive', 'deleted', 'all'] as const

/**
 * Where a person's newest version is: `arrived` at every service, `waiting` for at least one of them whatever the
 * reason, `parked` at one, or `held` by the brake.
 */
export const syncStates = ['arrived', 'waiting', 'parked', 'held'] as const
export type SyncState = (typeof syncStates)[number]

/** Which people are meant. Left out: everyone who isn't deleted. */
export const peopleFilterShape = {
  search: searchSchema.optional(),
  roles: z.array(roleSchema).min(1, 'expected at least one role').max(20, 'expected at most 20 roles').optional(),
  state: choiceSchema(peopleStates).optional(),
  /** Units of the organisation; an empty text means people without one. */
  ministeres: z
    .array(z.string().max(128, 'expected at most 128 characters'))
    .min(1, 'expected at least one unit')
    .max(50, 'expected at most 50 units')
    .optional(),
  /** Whose newest version is no older. A moment and not a word such as "today", whose pages would not fit together. */
  changedSince: z.iso.datetime({ offset: true, error: 'expected a moment such as 2026-11-22T00:00:00Z' }).optional(),
  /** Needs `sync.read`. */
  sync: choiceSchema(syncStates).optional(),
}
const filterSchema = z.object(peopleFilterShape)
export type PeopleFilter = z.infer<typeof filterSchema>
