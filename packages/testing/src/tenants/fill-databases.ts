import type pg from 'pg'
import type { DatabaseName } from '../test-servers.js'

export const clinic = '0192f000-0000-7000-8000-00000000000a'
export const elsewhere = '0192f000-0000-7000-8000-00000000000b'
const both = [clinic, elsewhere]

/** Rows of two organisations in every table that people may read, by the owner. */
const fillers: Record<DatabaseName, string[]> = {
  auth: [
    `INSERT INTO organisation (id, name, brake_count, brake_share) SELECT id, id, 2, 0.1 FROM unnest($1::uuid[]) id`,
    `INSERT INTO "user" (tenant_id, email, first_name, last_name, role)
     SELECT id, id || '-' || n || '@example.org', 'Ada', 'Moyo ' || n, 'staff' FROM unnest($1::uuid[]) id, generate_series(1, 8) n`,
    // More than the brake lets pass: they are held, with their events.
    `UPDATE "user" SET is_active = false WHERE tenant_id = ANY ($1) AND last_name < 'Moyo 5'`,
    `INSERT INTO audit_entry (tenant_id, actor_kind, actor_id, action, correlation_id)
     SELECT id, 'system', 'test', 'log.purged', 'test' FROM unnest($1::uuid[]) id`,
    'INSERT INTO erasure (user_id, tenant_id) SELECT id, id FROM unnest($1::uuid[]) id',
    `INSERT INTO replay_run (tenant_id, subscriber, scope, started_by, started_by_name, total, last_position, until_position, state)
     SELECT id, 'clinical', '{}', id, 'Ada', 0, 0, 0, 'done' FROM unnest($1::uuid[]) id`,
    `INSERT INTO import_run (id, tenant_id, started_by, started_by_name) SELECT id, id, id, 'Ada' FROM unnest($1::uuid[]) id`,
    `INSERT INTO import_row (run_id, tenant_id, seq, cells) SELECT id, id, 0, '["Ada"]' FROM unnest($1::uuid[]) id`,
    `INSERT INTO bulk_run (id, tenant_id, deed, state, total, started_by, request_id)
     SELECT id, id, '{"kind":"activate"}', 'done', 1, id, 'test' FROM unnest($1::uuid[]) id`,
    'INSERT INTO bulk_run_row (run_id, place, tenant_id, user_id) SELECT id, 1, id, id FROM unnest($1::uuid[]) id',
  ],
  user: [
    `INSERT INTO directory_user (id, tenant_id, email, first_name, last_name, role, is_active, must_change_password,
       created_at, updated_at, user_version, event_at)
     SELECT id, id, 'a@example.org', 'Ada', 'Moyo', 'doctor', true, false, now(), now(), 1, now() FROM unnest($1::uuid[]) id`,
    `INSERT INTO appointment (id, tenant_id, clinician_id, patient_name, reason, starts_at, ends_at, time_zone, created_by)
     SELECT id, id, id, 'Patient', 'Reason', now(), now() + interval '1 hour', 'UTC', id FROM unnest($1::uuid[]) id`,
    `INSERT INTO reassignment_run (id, tenant_id, mode, reason, request_id, started_by, state, ended_at)
     SELECT id, id, 'as_many', 'test', 'test', id, 'done', now() FROM unnest($1::uuid[]) id`,
    `INSERT INTO reassignment_step (run_id, seq, tenant_id, appointment_id, from_id, open)
     SELECT id, 1, id, id, id, false FROM unnest($1::uuid[]) id`,
  ],
  chat: [
    `INSERT INTO conversation (id, tenant_id, last_message, last_message_at)
     SELECT id, id, 'Hello', now() FROM unnest($1::uuid[]) id`,
    `INSERT INTO conversation_participant (conversation_id, user_id) SELECT id, id FROM unnest($1::uuid[]) id`,
    `INSERT INTO message (id, tenant_id, conversation_id, author_id, text, sent_at)
     SELECT id, id, id, id, 'Hello', now() FROM unnest($1::uuid[]) id`,
    `INSERT INTO cache_miss (hour, tenant_id, user_id, misses, unknown, last_at)
     SELECT date_trunc('hour', now()), id, id, 1, false, now() FROM unnest($1::uuid[]) id`,
    `INSERT INTO prewarm_run (id, tenant_id, reason, days_back, batch_size, delay_ms, max_users)
     SELECT id, id, 'person', 7, 500, 1500, 10000 FROM unnest($1::uuid[]) id`,
  ],
}
const subscriberFillers = [
  `INSERT INTO parked_event (event_id, tenant_id, event, error, state)
   SELECT id, id, '{}', 'refused', 'parked' FROM unnest($1::uuid[]) id`,
  `INSERT INTO reconcile_run (id, mode, reason) SELECT id, 'preview', 'test' FROM unnest($1::uuid[]) id`,
  `INSERT INTO reconcile_difference (run_id, seq, tenant_id, user_id, kind)
   SELECT id, 1, id, id, 'missing' FROM unnest($1::uuid[]) id`,
]

export async function fillDatabase(name: DatabaseName, owner: pg.Pool): Promise<void> {
  const statements = [...fillers[name], ...(name === 'auth' ? [] : subscriberFillers)]
  for (const sql of statements) await owner.query(sql, [both])
}

export async function someUser(owner: pg.Pool, tenantId: string): Promise<string> {
  const { rows } = await owner.query<{ id: string }>(
    'SELECT id FROM "user" WHERE tenant_id = $1 AND is_active ORDER BY id LIMIT 1',
    [tenantId],
  )
  return rows[0]?.id ?? ''
}
