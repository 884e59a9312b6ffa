import { type SubscriberName, subscriberNames } from '@rollcall/events/subscribers'
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
import type { ParkedItem } from '../subscribers/subscriber-answers.js'

/** Where dead letters lie: at the subscribers and, as rows that name no event, in the outbox. */
export const letterSources = [...subscriberNames, 'outbox'] as const
export type LetterSource = (typeof letterSources)[number]

/** An event that couldn't be delivered, or a row of the outbox that names none. */
export interface DeadLetter extends Omit<ParkedItem, 'kind'> {
  subscriber: LetterSource
  kind: ParkedItem['kind'] | 'no_event'
}

/** One source's part of a page, newest failure first. */
export interface LetterPart {
  items: DeadLetter[]
  more: boolean
  total: number
}

/** The last letter of a source that was shown; the next page starts behind it. */
export interface LetterPlace {
  lastFailedAt: string
  id: string
}

/** Which letters are meant. Left out: all of them. */
export const letterFilterShape = {
  state: choiceSchema(['parked', 'retrying']).optional(),
  userId: userIdSchema.optional(),
  /** Words of the name or the error, or an event's id. */
  search: searchSchema.optional(),
  /** By the last failure: from `since` on, and before `until`. */
  since: instantSchema.optional(),
  until: instantSchema.optional(),
}
export const letterFilterSchema = strictInput(letterFilterShape)
export type LetterFilter = z.infer<typeof letterFilterSchema>

export const sourceSchema = choiceSchema(letterSources)
export const letterIdSchema = z.string().regex(/^\d{1,18}$/, 'expected the id of a dead letter, as the list gives it')
export const pageLimit = limitSchema(200).default(50)

const choiceShape = {
  subscriber: sourceSchema,
  ids: z.array(letterIdSchema).min(1, 'name at least one').max(500, 'name at most 500 at once').optional(),
  filter: letterFilterSchema.optional(),
}

export const decisionInput = strictInput({
  ...choiceShape,
  reason: reasonSchema,
}).refine(idsOrFilter, idsOrFilterFault)
export type LetterChoice = Omit<z.infer<typeof decisionInput>, 'subscriber' | 'reason'>

export const isSubscriber = (source: LetterSource): source is SubscriberName => source !== 'outbox'
