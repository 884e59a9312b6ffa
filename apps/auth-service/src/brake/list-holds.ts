import type { Pool } from '@rollcall/service-kit/postgres'
import type { Person } from '@rollcall/service-kit/tokens'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { type Actor, joinActor } from '../sync/actor-name.js'
import { closeEmptyHolds } from './close-empty-holds.js'
import type { HeldPerson, Hold, HoldState } from './hold.js'
import { isOtherAdmin, mayApprove } from './may-approve.js'

interface HoldRow {
  id: string
  openedAt: Date
  lastAt: Date
  causedBy: string[]
  causers: Actor[]
  people: number
  activeBefore: number
  delayMinutes: number
  state: HoldState
  decidedAt: Date | null
  decidedBy: string | null
  decidedByName: string | null
  otherAdmins: number
  sample: HeldPerson[]
}

/** Held changes that wait, the newest first; then the last 20 that were decided. */
export const createListHolds = (pool: Pool) =>
  personProcedure('sync.read').query(async ({ ctx }): Promise<{ items: Hold[] }> => {
    await closeEmptyHolds(pool, ctx.person.tenantId)
    const { rows } = await pool.query<HoldRow>(holdsSql, [ctx.person.tenantId])
    return { items: rows.map((row) => toHold(row, ctx.person)) }
  })

const maxDecided = 20
const maxSample = 20

const causersSql = `(
  SELECT coalesce(json_agg(json_build_object('id', c.id, 'kind', c.kind, 'name', a.name) ORDER BY a.name NULLS LAST), '[]')
  FROM (SELECT split_part(cause, ':', 1) AS kind, substring(cause FROM position(':' IN cause) + 1) AS id
        FROM unnest(h.caused_by) AS cause) AS c
  ${joinActor('a', { kind: 'c.kind', id: 'c.id', tenant: 'h.tenant_id' })})`

// The sample by id, so that it is read from the index and stays the same while the hold waits.
const sampleSql = `(
  SELECT coalesce(json_agg(json_build_object('userId', s.id, 'fullName', s.name, 'role', s.role,
    'change', CASE WHEN s.deleted_at IS NULL THEN 'deactivated' ELSE 'deleted' END)), '[]')
  FROM (SELECT k.id, u.name, u.role, u.deleted_at FROM held_user AS k JOIN "user" AS u ON u.id = k.id
        WHERE k.hold_id = h.id ORDER BY k.id LIMIT ${maxSample}) AS s)`

const holdsSql = `
  WITH shown AS (
    (SELECT * FROM hold WHERE tenant_id = $1 AND state = 'waiting')
    UNION ALL
    (SELECT * FROM hold WHERE tenant_id = $1 AND decided_at IS NOT NULL ORDER BY decided_at DESC LIMIT ${maxDecided})
  )
  SELECT h.id, h.opened_at AS "openedAt", h.last_at AS "lastAt", h.caused_by AS "causedBy", ${causersSql} AS causers,
    coalesce(h.people, (SELECT count(*)::int FROM held_user AS k WHERE k.hold_id = h.id)) AS people,
    h.active_before AS "activeBefore", h.delay_minutes AS "delayMinutes", h.state, h.decided_at AS "decidedAt",
    h.decided_by AS "decidedBy", d.name AS "decidedByName", ${sampleSql} AS sample,
    (SELECT count(*)::int FROM "user" WHERE ${isOtherAdmin('$1', 'h.caused_by')}) AS "otherAdmins"
  FROM shown AS h ${joinActor('d', { kind: `'user'`, id: 'h.decided_by', tenant: 'h.tenant_id' })}
  ORDER BY h.decided_at DESC NULLS FIRST, h.opened_at DESC`

function toHold(row: HoldRow, person: Person): Hold {
  const {
    openedAt,
    lastAt,
    decidedAt,
    decidedBy,
    causers,
    decidedByName,
    delayMinutes,
    otherAdmins,
    causedBy,
    ...rest
  } = row
  const approval =
    row.state === 'waiting'
      ? mayApprove(person, { causedBy, lastAt, delayMinutes, otherAdmins }, new Date())
      : { mayApprove: false, approveFrom: null, whyNot: null }
  return {
    ...rest,
    ...approval,
    openedAt: openedAt.toISOString(),
    lastAt: lastAt.toISOString(),
    causedBy: causers,
    decidedAt: decidedAt?.toISOString() ?? null,
    decidedBy: decidedBy === null ? null : { id: decidedBy, kind: 'user', name: decidedByName },
  }
}
