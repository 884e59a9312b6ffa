import { AppError } from '@rollcall/service-kit/errors'
import { reasonSchema, strictInput } from '@rollcall/service-kit/input'
import type { Pool, PoolClient } from '@rollcall/service-kit/postgres'
import { z } from 'zod'
import { entryBy, recordingRefusal } from '../audit/entry-by.js'
import { recordAudit } from '../audit/record-audit.js'
import { type Author, inAuthoredTransaction } from '../users/write-user.js'
import type { ApprovalFacts, HoldState } from './hold.js'

export const holdWishInput = strictInput({
  id: z.uuid('expected the id of a held change (a UUID)').toLowerCase(),
  reason: reasonSchema,
})
export type HoldWish = z.infer<typeof holdWishInput>

/** What a decision did. */
export interface HoldDecision {
  id: string
  state: HoldState
  people: number
  decidedAt: string
}

interface LockedHold extends Omit<ApprovalFacts, 'otherAdmins'> {
  state: HoldState
  decidedAt: Date | null
  decidedBy: string | null
}

const lockTimeoutMs = 5000

/**
 * Decides a hold that waits, in one transaction. Nobody joins it meanwhile, and none of its people is written.
 * @throws AppError NOT_FOUND (unknown here or elsewhere), CONFLICT when it is decided already, UNAVAILABLE while its
 * people are being written
 */
export function decideHold(
  pool: Pool,
  author: Author,
  { id, reason, to }: HoldWish & { to: 'approved' | 'rejected' },
  decide: (client: PoolClient, hold: LockedHold) => Promise<void>,
): Promise<HoldDecision> {
  const deed = { action: `hold.${to}`, target: { kind: 'hold', id }, reason } as const
  const work = async (client: PoolClient) => {
    await client.query(`SET LOCAL lock_timeout = ${lockTimeoutMs}`)
    const hold = await lockHold(client, author.person.tenantId, id)
    // Who edits one of them at this moment adds to what is held: wait for that, or it would be left behind.
    await client.query(
      `SELECT FROM "user" WHERE id = ANY (ARRAY(SELECT id FROM held_user WHERE hold_id = $1)) ORDER BY id FOR UPDATE`,
      [id],
    )
    const { rows } = await client.query<{ people: number }>(
      'SELECT count(*)::int AS people FROM held_user WHERE hold_id = $1',
      [id],
    )
    const people = rows[0]?.people ?? 0
    await decide(client, hold)
    const decided = await client.query<{ decidedAt: Date }>(
      `UPDATE hold SET state = $2, people = $3, decided_at = clock_timestamp(), decided_by = $4
       WHERE id = $1 RETURNING decided_at AS "decidedAt"`,
      [id, to, people, author.person.userId],
    )
    await recordAudit(client, entryBy(author, { ...deed, details: { people } }))
    await client.query(`SELECT pg_notify('rollcall_hold', $1)`, [author.person.tenantId])
    const decidedAt = decided.rows[0]?.decidedAt ?? new Date()
    return { id, state: to, people, decidedAt: decidedAt.toISOString() }
  }
  return recordingRefusal(pool, author, deed, () => inAuthoredTransaction(pool, author, work)).catch(
    (error: unknown) => {
      throw isLockFault(error) ? busy(error) : error
    },
  )
}

async function lockHold(client: PoolClient, tenantId: string, id: string): Promise<LockedHold> {
  const { rows } = await client.query<LockedHold>(
    `SELECT state, caused_by AS "causedBy", last_at AS "lastAt", delay_minutes AS "delayMinutes",
       decided_at AS "decidedAt", decided_by AS "decidedBy"
     FROM hold WHERE id = $1 AND tenant_id = $2 FOR UPDATE`,
    [id, tenantId],
  )
  const [hold] = rows
  if (!hold) throw new AppError('NOT_FOUND', `Held change with ID ${id} not found`)
  if (hold.state !== 'waiting') throw await decidedAlready(client, hold)
  return hold
}

async function decidedAlready(client: PoolClient, { state, decidedAt, decidedBy }: LockedHold): Promise<AppError> {
  const at = decidedAt?.toISOString() ?? 'some time ago'
  if (!decidedBy)
    return new AppError('CONFLICT', `Everyone was restored one by one until ${at}; nothing is left to decide.`)
  const { rows } = await client.query<{ name: string }>('SELECT name FROM "user" WHERE id::text = $1', [decidedBy])
  return new AppError('CONFLICT', `${rows[0]?.name ?? decidedBy} ${state} this at ${at}; it is decided.`)
}

// A lock that did not come in time, or never would have.
const isLockFault = (error: unknown) =>
  error instanceof Error && 'code' in error && (error.code === '55P03' || error.code === '40P01')
const busy = (cause: unknown) =>
  new AppError('UNAVAILABLE', 'Some of these people are being changed at this moment. Try again shortly.', { cause })
