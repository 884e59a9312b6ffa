import { randomUUID } from 'node:crypto'
import type { Pool } from '@rollcall/service-kit/postgres'
import type { ThreeServices } from '../road/three-services.js'
import type { ServiceName } from './access-table.js'

/** One of each thing that a request can name. */
export interface Ids {
  user: string
  event: string
  appointment: string
  hold: string
  /** A dead letter's. */
  letter: string
  /** A warming of the cache. */
  run: string
  /** People from a file. */
  file: string
}

/** Ids that nobody has. */
export const unknownIds = (): Ids => ({
  ...{ user: randomUUID(), event: randomUUID(), appointment: randomUUID(), hold: randomUUID() },
  ...{ letter: '987654321987', run: randomUUID(), file: randomUUID() },
})

const reason = 'a look over the fence'
const nextYear = new Date(Date.now() + 365 * 86_400_000).toISOString()
const subscriber = 'clinical'
const importSettings = {
  ...{ hasHeader: true, mapping: ['email', 'role'], matchBy: 'email', absent: 'leave', emptyCells: 'keep' },
  ...{ country: null, defaultRole: null },
}

/** Every procedure that takes an id, with what else it takes to get past its input. Procedures may have several rows. */
export const idTable: Record<ServiceName, [procedure: string, input: (ids: Ids) => object][]> = {
  'auth-service': [
    ['users.byId', ({ user }) => ({ id: user })],
    ['users.byIds', ({ user }) => ({ ids: [user] })],
    ['users.history', ({ user }) => ({ id: user })],
    ['users.update', ({ user }) => ({ id: user, expectedVersion: 1, changes: { firstName: 'Taken' } })],
    ['users.update', ({ user }) => ({ id: user, expectedVersion: 77, changes: { role: 'staff', isActive: false } })],
    ['users.setRole', ({ user }) => ({ id: user, role: 'staff' })],
    ['users.activate', ({ user }) => ({ id: user })],
    ['users.deactivate', ({ user }) => ({ id: user })],
    ['users.remove', ({ user }) => ({ id: user })],
    ['users.restore', ({ user }) => ({ id: user })],
    ['users.issueTemporaryPassword', ({ user }) => ({ id: user })],
    ['users.import.run', ({ file }) => ({ id: file })],
    ['users.import.head', ({ file }) => ({ id: file })],
    ['users.import.rows', ({ file }) => ({ id: file, kind: 'faulty' })],
    ['users.import.check', ({ file }) => ({ id: file, settings: importSettings })],
    ['users.import.begin', ({ file }) => ({ id: file, expected: { create: 0, update: 0, deactivate: 0 } })],
    ['users.import.cancel', ({ file }) => ({ id: file })],
    ['sync.matrix', ({ user }) => ({ ids: [user] })],
    ['sync.timeline', ({ event }) => ({ eventId: event })],
    ['sync.deadLetters', ({ user }) => ({ userId: user })],
    ['sync.deadLetters', ({ event }) => ({ search: event })],
    ['sync.retry', ({ letter }) => ({ subscriber, ids: [letter], reason })],
    ['sync.discard', ({ letter }) => ({ subscriber, ids: [letter], reason })],
    ['sync.replay', ({ user }) => ({ subscriber, scope: { kind: 'user', userId: user }, reason })],
    ['sync.replay', ({ event }) => ({ subscriber, scope: { kind: 'event', eventId: event }, reason })],
    ['sync.approve', ({ hold }) => ({ id: hold, reason })],
    ['sync.reject', ({ hold }) => ({ id: hold, reason })],
  ],
  'user-service': [
    ['clinicians.explain', ({ user }) => ({ userId: user })],
    ['appointments.list', ({ user }) => ({ clinicianId: user })],
    ['appointments.cancel', ({ appointment }) => ({ id: appointment })],
    [
      'appointments.create',
      ({ user }) => ({
        ...{ clinicianId: user, patientName: 'A', reason, startsAt: nextYear, durationMinutes: 30, timeZone: 'UTC' },
      }),
    ],
    ['sync.versions', ({ user }) => ({ ids: [user] })],
    ['sync.repairUser', ({ user }) => ({ id: user, reason })],
  ],
  'chat-service': [
    // First: it tells whether one's own organisation has asked for the id before, and reads leave that behind.
    ['cache.inspect', ({ user }) => ({ id: user })],
    ['profiles.byId', ({ user }) => ({ id: user })],
    ['profiles.byIds', ({ user }) => ({ ids: [user] })],
    ['cache.invalidate', ({ user }) => ({ id: user, reason })],
    ['cache.prewarm.run', ({ run }) => ({ id: run })],
    ['sync.versions', ({ user }) => ({ ids: [user] })],
    ['sync.repairUser', ({ user }) => ({ id: user, reason })],
  ],
}

/** One of each thing in an organisation, around one of its clinicians who has arrived everywhere. */
export async function plantThings({ databases }: ThreeServices, tenantId: string): Promise<Ids> {
  const found = await databases.auth.pool.query<{ user: string; event: string }>(
    `SELECT u.id AS user, e.event_id AS event FROM "user" u JOIN user_event e ON e.user_id = u.id
     WHERE u.tenant_id = $1 AND u.role = 'doctor' ORDER BY u.id, e.position LIMIT 1`,
    [tenantId],
  )
  const { user = '', event = '' } = found.rows[0] ?? {}
  const hold = await databases.auth.pool.query<{ id: string }>(
    `INSERT INTO hold (tenant_id, opened_at, last_at, caused_by, active_before, delay_minutes)
     VALUES ($1, now(), now(), '{}', 5, 30) RETURNING id`,
    [tenantId],
  )
  const appointment = await databases.user.pool.query<{ id: string }>(
    `INSERT INTO appointment (id, tenant_id, clinician_id, patient_name, reason, starts_at, ends_at, time_zone, created_by)
     VALUES (gen_random_uuid(), $1, $2, 'P', 'r', now() + interval '1 day', now() + interval '25 hours', 'UTC', $2)
     RETURNING id`,
    [tenantId, user],
  )
  // Of a version that never comes, so that nothing overtakes it; its id is found in no other number.
  const letter = await databases.user.pool.query<{ id: string }>(
    `INSERT INTO parked_event (id, event_id, user_id, user_version, tenant_id, event, error, state, event_type, full_name)
     VALUES ((random() * 1e15)::bigint + 1e15::bigint, $3, $2, 999, $1, '{}', 'no room', 'parked', 'user.updated', 'Somebody') RETURNING id::text`,
    [tenantId, user, event],
  )
  return {
    ...{ user, event, hold: hold.rows[0]?.id ?? '', appointment: appointment.rows[0]?.id ?? '' },
    ...{ letter: letter.rows[0]?.id ?? '', run: await plantRun(databases.chat.pool, tenantId) },
    file: await plantFile(databases.auth.pool, tenantId),
  }
}

/** An import that was looked at, and not begun. */
export async function plantFile(auth: Pick<Pool, 'query'>, tenantId: string): Promise<string> {
  const { rows } = await auth.query<{ id: string }>(
    `INSERT INTO import_run (tenant_id, state, records, columns, started_by, started_by_name)
     VALUES ($1, 'checked', 1, '["a", "b"]', gen_random_uuid(), 'Somebody') RETURNING id`,
    [tenantId],
  )
  return rows[0]?.id ?? ''
}

/** A warming of the cache that ended long ago. */
export async function plantRun(chat: Pick<Pool, 'query'>, tenantId: string): Promise<string> {
  const { rows } = await chat.query<{ id: string }>(
    `INSERT INTO prewarm_run (id, tenant_id, reason, started_by, started_at, ended_at, state, days_back, batch_size, delay_ms, max_users)
     VALUES (gen_random_uuid(), $1, 'person', gen_random_uuid(), '2026-01-01', '2026-01-01', 'done', 7, 500, 0, 10) RETURNING id`,
    [tenantId],
  )
  return rows[0]?.id ?? ''
}
