import type { SubscriberName } from '@rollcall/events/subscribers'
import { createCursor, cursorInput } from '@rollcall/service-kit/cursor'
import { instantSchema, strictInput } from '@rollcall/service-kit/input'
import type { Pool } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { z } from 'zod'
import type { SubscriberClient } from '../subscribers/subscriber-client.js'
import {
  type DeadLetter,
  isSubscriber,
  type LetterFilter,
  type LetterPart,
  type LetterPlace,
  type LetterSource,
  letterFilterShape,
  letterIdSchema,
  letterSources,
  pageLimit,
  sourceSchema,
} from './dead-letter.js'
import { listMalformedRows } from './malformed-rows.js'

export interface DeadLetterPage {
  items: DeadLetter[]
  nextCursor: string | null
  /** Over the sources that answered. */
  total: number
  unreachable: SubscriberName[]
}

const inputSchema = strictInput({
  ...letterFilterShape,
  subscriber: sourceSchema.optional(),
  cursor: cursorInput,
  limit: pageLimit,
})
const placeSchema = z.strictObject({ lastFailedAt: instantSchema, id: letterIdSchema })
/** For each source the last letter shown of it. */
const pageCursor = createCursor(z.partialRecord(sourceSchema, placeSchema))
type Places = Partial<Record<LetterSource, LetterPlace>>

/** Every dead letter of the organisation, wherever it lies, the newest failure first. */
export const createListDeadLetters = ({ pool, subscribers }: { pool: Pool; subscribers: SubscriberClient }) => {
  const readPart = async (
    source: LetterSource,
    tenantId: string,
    { filter, before, limit }: { filter: LetterFilter; before: LetterPlace | undefined; limit: number },
  ): Promise<LetterPart | null> => {
    if (!isSubscriber(source)) return listMalformedRows(pool, { filter, before, limit })
    const answer = await subscribers.ask(source, 'parkedList', { tenantId, ...filter, before, limit })
    if (!answer.reached) return null
    const { items, more, total } = answer.data
    return { items: items.map((item) => ({ ...item, subscriber: source })), more, total }
  }

  return personProcedure('sync.read')
    .input(inputSchema.prefault({}))
    .query(async ({ ctx, input }): Promise<DeadLetterPage> => {
      const { subscriber, cursor, limit, ...filter } = input
      const sources = letterSources.filter((source) => subscriber === undefined || source === subscriber)
      const places: Places = cursor ? pageCursor.decode(cursor) : {}
      const parts = await Promise.all(
        sources.map((source) => readPart(source, ctx.person.tenantId, { filter, before: places[source], limit })),
      )
      const answered = parts.filter((part) => part !== null)
      const { items, next } = mergeParts(answered, places, limit)
      return {
        items,
        nextCursor: next && pageCursor.encode(next),
        total: answered.reduce((sum, part) => sum + part.total, 0),
        unreachable: sources.filter((_, index) => parts[index] === null).filter(isSubscriber),
      }
    })
}

/** The newest `limit` of all parts, and where each source goes on; null when nothing is left. */
export function mergeParts(
  parts: LetterPart[],
  places: Places,
  limit: number,
): { items: DeadLetter[]; next: Places | null } {
  const all = parts
    .flatMap((part) => part.items)
    // Stable, so that letters of one moment keep the order of their source.
    .sort((a, b) => Date.parse(b.lastFailedAt) - Date.parse(a.lastFailedAt))
  const items = all.slice(0, limit)
  if (items.length === all.length && !parts.some(({ more }) => more)) return { items, next: null }
  const next = { ...places }
  for (const { subscriber, lastFailedAt, id } of items) next[subscriber] = { lastFailedAt, id }
  return { items, next }
}
