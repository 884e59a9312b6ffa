import {
  choiceSchema,
  idsOrFilter,
  idsOrFilterFault,
  instantSchema,
  limitSchema,
  reasonSchema,
  searchSchema,
  strictInput,
  userIdSchema,
} from '@rollcall/service-kit/input'
import { z } from 'zod'
import { openStates } from './parked-event.js'

const eventIdSchema = z.string().regex(/^\d{1,18}$/, 'expected the id of a parked event, as the list gives it')
const tenantSchema = z.uuid('expected the id of an organisation (a UUID)')

/** Which parked events are meant. Left out: all of them. */
const filterShape = {
  state: choiceSchema(openStates).optional(),
  userId: userIdSchema.optional(),
  /** Words of the name, the error or the event's type, or the event's id. */
  search: searchSchema.optional(),
  /** By the last failure: from `since` on, and before `until`. */
  since: instantSchema.optional(),
  until: instantSchema.optional(),
}
export const parkedFilterInput = strictInput(filterShape)
export type ParkedFilter = z.infer<typeof parkedFilterInput>

export const parkedListInput = strictInput({
  tenantId: tenantSchema,
  ...filterShape,
  /** The last item of the page before. */
  before: strictInput({ lastFailedAt: instantSchema, id: eventIdSchema }).optional(),
  limit: limitSchema(200).default(50),
})
export type ParkedListInput = z.infer<typeof parkedListInput>

const decisionShape = {
  tenantId: tenantSchema,
  actor: strictInput({ id: z.string().min(1).max(200), name: z.string().max(400) }),
  ids: z.array(eventIdSchema).min(1, 'name at least one event').max(500, 'name at most 500 events at once').optional(),
  filter: parkedFilterInput.optional(),
}

export const parkedRetryInput = strictInput(decisionShape).refine(idsOrFilter, idsOrFilterFault)
export const parkedDiscardInput = strictInput({
  ...decisionShape,
  reason: reasonSchema,
}).refine(idsOrFilter, idsOrFilterFault)
export type ParkedChoice = z.infer<typeof parkedRetryInput>
