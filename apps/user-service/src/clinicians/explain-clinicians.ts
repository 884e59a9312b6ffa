import { type ClinicalRole, clinicalRoles } from '@rollcall/events/roles'
import { choiceSchema, strictInput, userIdSchema } from '@rollcall/service-kit/input'
import type { Pool } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import type { DirectoryClient } from '@rollcall/subscriber/directory-client'
import type { Subscriber } from '@rollcall/subscriber/subscriber'
import { z } from 'zod'
import { type Explanation, explainPerson } from './explain-person.js'
import { type DirectoryAnswer, findInDirectory } from './find-in-directory.js'
import { findKeptPeople } from './find-kept-people.js'

export interface Explanations {
  items: Explanation[]
  /** What the items don't say: that nobody was found, that there are more, or that the directory doesn't answer. */
  message: string | null
  /** False: only what is here could be looked through. */
  directoryAnswers: boolean
  /** How many people go by the name; at most ten are in `items`. */
  total: number
}

const limit = 10
const searchMessage = 'expected 2 to 200 characters of a name'
const inputSchema = strictInput({
  search: z.string().trim().min(2, searchMessage).max(200, searchMessage).optional(),
  userId: userIdSchema.optional(),
  roles: z
    .array(choiceSchema(clinicalRoles))
    .min(1, 'expected at least one role')
    .max(20, 'expected at most 20 roles')
    .default([...clinicalRoles]),
}).refine(({ search, userId }) => (search === undefined) !== (userId === undefined), {
  message: 'expected either search or userId',
})

/** "Why isn't this person listed?": everyone of the caller's organisation by that name, each with the reason. */
export const createExplainClinicians = (deps: {
  pool: Pool
  directory: Pick<DirectoryClient, 'ask'>
  subscriber: Pick<Subscriber, 'arrivals'>
}) =>
  personProcedure('appointments.read')
    .input(inputSchema)
    .query(async ({ ctx, input }): Promise<Explanations> => {
      const { tenantId } = ctx.person
      const { roles, ...wanted } = input
      const found = await findInDirectory(deps.directory, { tenantId, ...wanted, limit })
      const ids = found ? found.items.map(({ id }) => id) : wanted.userId ? [wanted.userId] : []
      const items = await explainAll(deps, { tenantId, ids, search: wanted.search, roles, found })
      const total = Math.max(found?.total ?? 0, items.length)
      const message = messageFor(found, items.length, wanted)
      return { items: items.slice(0, limit), message, directoryAnswers: found !== null, total }
    })

async function explainAll(
  deps: { pool: Pool; subscriber: Pick<Subscriber, 'arrivals'> },
  asked: {
    tenantId: string
    ids: string[]
    search: string | undefined
    roles: ClinicalRole[]
    found: DirectoryAnswer | null
  },
): Promise<Explanation[]> {
  const { tenantId, search, roles, found } = asked
  const kept = await findKeptPeople(deps.pool, { tenantId, ids: asked.ids, search, everyone: found === null, limit })
  // The directory's order, then those who are here under a name that the directory doesn't have any more.
  const ids = [...new Set([...asked.ids, ...kept.map(({ id }) => id)])]
  if (ids.length === 0) return []
  const arrivals = await deps.subscriber.arrivals(tenantId, ids)
  const isPaused = found?.pausedSubscribers.includes('clinical') ?? false
  const now = Date.now()
  return ids.flatMap((id, index) => {
    const known = {
      directory: found?.items.find((person) => person.id === id),
      kept: kept.find((person) => person.id === id),
      parked: arrivals[index]?.parked ?? null,
    }
    return explainPerson({ ...known, isPaused, roles, now }) ?? []
  })
}

function messageFor(
  found: DirectoryAnswer | null,
  count: number,
  { search }: { search?: string | undefined },
): string | null {
  const nobody = search === undefined ? 'Nobody has this id' : `Nobody goes by the name “${search}”`
  if (!found) {
    const away = 'The directory does not answer, so this is only what the appointment form knows.'
    return count > 0 ? away : `${away} ${nobody} here.`
  }
  if (count === 0) {
    return search === undefined
      ? `${nobody} in your organisation.`
      : `${nobody} in your organisation. Check the spelling, or have the person added to the directory.`
  }
  if (found.total > limit) return `${found.total} people go by this name; ${limit} are shown. Add another word.`
  return null
}
