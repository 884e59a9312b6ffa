import { type SubscriberName, subscriberNames } from '@rollcall/events/subscribers'
import { strictInput, userIdSchema } from '@rollcall/service-kit/input'
import type { Pool, Queryable } from '@rollcall/service-kit/postgres'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { z } from 'zod'
import type { KeptStanding } from '../subscribers/subscriber-answers.js'
import type { Answer, SubscriberClient } from '../subscribers/subscriber-client.js'
import { readPauses } from '../sync/read-pauses.js'
import { readLacking } from './read-lacking.js'
import { type Standing, standingOf } from './standing.js'

/** Where one user's newest version is. */
export interface MatrixItem {
  userId: string
  version: number
  changedAt: string
  /** The brake keeps the newest change back. */
  held: { holdId: string; since: string } | null
  subscribers: Standing[]
}
export interface Matrix {
  /** In the order asked. */
  items: MatrixItem[]
  /** Ids that the organisation's directory doesn't know. */
  unknown: string[]
}

const inputSchema = strictInput({
  ids: z.array(userIdSchema).min(1, 'name at least one user').max(100, 'name at most 100 users at once'),
})

interface UserRow {
  userId: string
  version: number
  changedAt: Date
  holdId: string | null
  heldAt: Date | null
}
type Kept = Answer<KeptStanding | null>

/** For each of these users and each subscriber: what it has, and what stands in the way of what it hasn't. */
export const createReadMatrix = ({
  pool,
  system,
  subscribers,
}: {
  pool: Pool
  system: Pool
  subscribers: SubscriberClient
}) =>
  personProcedure('sync.read')
    .input(inputSchema)
    .query(async ({ ctx, input }): Promise<Matrix> => {
      const { tenantId } = ctx.person
      const asked = [...new Set(input.ids)]
      // The directory is read first, so that what arrives meanwhile is never taken for missing.
      const known = await readUsers(pool, tenantId, asked)
      const users = asked.flatMap((id) => known.get(id) ?? [])
      const unknown = asked.filter((id) => !known.has(id))
      if (users.length === 0) return { items: [], unknown }
      const ids = users.map(({ userId }) => userId)
      const [pauses, ...columns] = await Promise.all([
        readPauses(system, tenantId),
        ...subscriberNames.map((name) => askStandings(subscribers, name, tenantId, ids)),
      ])
      const lacking = await readLacking(
        pool,
        users.flatMap((user) => columns.flatMap((keptOf) => lackingVersion(user, keptOf(user.userId)) ?? [])),
      )
      const now = new Date()
      const items = users.map((user): MatrixItem => {
        const { userId, version, changedAt, holdId, heldAt } = user
        const held = holdId && heldAt ? { holdId, since: heldAt.toISOString() } : null
        const standings = columns.map((keptOf, index) => {
          const [name = 'clinical', kept] = [subscriberNames[index], keptOf(userId)]
          const facts = { name, version, held, kept, changedAt, now, pause: pauses.get(name) }
          return standingOf({ ...facts, lacking: lacking(lackingVersion(user, kept)) })
        })
        return { userId, version, changedAt: changedAt.toISOString(), held, subscribers: standings }
      })
      return { items, unknown }
    })

async function readUsers(db: Queryable, tenantId: string, ids: string[]): Promise<Map<string, UserRow>> {
  const { rows } = await db.query<UserRow>(
    `SELECT u.id AS "userId", u.version, u.updated_at AS "changedAt", h.hold_id AS "holdId", h.held_at AS "heldAt"
     FROM "user" u LEFT JOIN held_user h ON h.id = u.id WHERE u.tenant_id = $1 AND u.id = ANY($2::uuid[])`,
    [tenantId, ids],
  )
  return new Map(rows.map((row) => [row.userId, row]))
}

async function askStandings(
  subscribers: SubscriberClient,
  name: SubscriberName,
  tenantId: string,
  ids: string[],
): Promise<(userId: string) => Kept> {
  const answer = await subscribers.ask(name, 'standing', { tenantId, ids })
  if (!answer.reached) return () => answer
  const byId = new Map(answer.data.items.map((item) => [item.userId.toLowerCase(), item]))
  return (userId) => ({ reached: true, data: byId.get(userId) ?? null })
}

/** The oldest version that is missing; null when none is, or nobody knows. */
function lackingVersion({ userId, version }: UserRow, kept: Kept): { userId: string; version: number } | null {
  const has = kept.reached ? (kept.data?.version ?? 0) : version
  return has < version ? { userId, version: has + 1 } : null
}
