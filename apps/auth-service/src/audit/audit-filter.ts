import { userEventTypes } from '@rollcall/events/user-event'
import { auditActions } from '@rollcall/service-kit/audit'
import { choiceSchema, instantSchema, searchSchema } from '@rollcall/service-kit/input'
import type { Queryable } from '@rollcall/service-kit/postgres'
import { holdsWord, searchWords } from '@rollcall/service-kit/search-words'
import { z } from 'zod'

// PostgreSQL holds no NUL, so no id of ours has one.
const idText = z
  .string()
  .regex(/^[^\0]+$/, 'expected an id')
  .max(100, 'expected at most 100 characters')

/** Which part of the trail is meant; types of events are actions too. Left out: all of it. */
export const auditFilterShape = {
  /** Words of a name or a reason. */
  search: searchSchema.optional(),
  actions: z
    .array(choiceSchema([...userEventTypes, ...auditActions]))
    .max(100, 'name at most 100 actions')
    .optional(),
  actorId: idText.optional(),
  targetId: idText.optional(),
  correlationId: idText.optional(),
  /** From this moment on, and before `to`. */
  from: instantSchema.optional(),
  to: instantSchema.optional(),
}
const filterSchema = z.object(auditFilterShape)
export type AuditFilter = z.infer<typeof filterSchema>

/** People whom the words of a search mean: of more, the first are enough for anybody to see to narrow it. */
const maxPeople = 200
const plain = (value: string) => `lower(unaccent(${value}))`

export interface ResolvedFilter extends AuditFilter {
  words: string[]
  people: string[]
}

/** Looks up whom a search means, so that both logs are searched by id. */
export async function resolveFilter(db: Queryable, tenantId: string, filter: AuditFilter): Promise<ResolvedFilter> {
  const words = searchWords(filter.search)
  if (words.length === 0) return { ...filter, words, people: [] }
  const terms = words.map((_, index) => holdsWord('search_text', index + 2, plain))
  const { rows } = await db.query<{ id: string }>(
    `SELECT id FROM "user" WHERE tenant_id = $1 AND ${terms.join(' AND ')} LIMIT ${maxPeople}`,
    [tenantId, ...words],
  )
  return { ...filter, words, people: rows.map(({ id }) => id) }
}

type Add = (value: unknown) => string

/** SQL: which events are meant; null for none. `user_id` is left to the caller, who finds a user's events by key. */
export function filterEvents(filter: ResolvedFilter, add: Add): string[] | null {
  const types = filter.actions?.filter((action) => userEventTypes.some((type) => type === action))
  if (types?.length === 0 || (filter.words.length > 0 && filter.people.length === 0)) return null
  const terms = ['true']
  if (types) terms.push(`event_type = ANY(${add(types)}::text[])`)
  if (filter.actorId) terms.push(`actor_id = ${add(filter.actorId)}`)
  if (filter.correlationId) terms.push(`correlation_id = ${add(filter.correlationId)}`)
  if (filter.people.length > 0) {
    const people = add(filter.people)
    terms.push(`(user_id = ANY(${people}::uuid[]) OR actor_id = ANY(${people}::text[]))`)
  }
  return terms
}

/** SQL: which operations are meant; null for none. */
export function filterEntries(filter: ResolvedFilter, add: Add): string[] | null {
  const actions = filter.actions?.filter((action) => auditActions.some((known) => known === action))
  if (actions?.length === 0) return null
  const terms = ['true']
  if (actions) terms.push(`action = ANY(${add(actions)}::text[])`)
  if (filter.actorId) terms.push(`actor_id = ${add(filter.actorId)}`)
  if (filter.targetId) terms.push(`target_id = ${add(filter.targetId)}`)
  if (filter.correlationId) terms.push(`correlation_id = ${add(filter.correlationId)}`)
  if (filter.words.length > 0) {
    const people = add(filter.people)
    const said = filter.words.map((word) => holdsWord(plain(`coalesce(reason, '')`), Number(add(word).slice(1)), plain))
    terms.push(`(actor_id = ANY(${people}::text[]) OR target_id = ANY(${people}::text[]) OR (${said.join(' AND ')}))`)
  }
  return terms
}
