import { randomUUID } from 'node:crypto'
import { type Ids, plantFile, plantRun } from '../../roles/foreign-ids.js'
import type { World } from './world.js'

/** One of each thing in an organisation, around a doctor who has arrived everywhere and is signed in. */
export async function plantThings(world: World, tenantId: string): Promise<Ids & { session: string }> {
  const doctor = await world.add({ role: 'doctor', lastName: 'Faraway' }, tenantId)
  await world.arrival(doctor.id)
  await world.signIn(doctor)
  const idOf = async (database: 'auth' | 'user', text: string, values: unknown[]) =>
    (await world.sql<{ id: string }>(database, text, values))[0]?.id ?? ''
  const event = await idOf('auth', 'SELECT event_id AS id FROM user_event WHERE user_id = $1', [doctor.id])
  const hold = await idOf(
    'auth',
    `INSERT INTO hold (tenant_id, opened_at, last_at, caused_by, active_before, delay_minutes)
     VALUES ($1, now(), now(), '{}', 5, 30) RETURNING id`,
    [tenantId],
  )
  const appointment = await idOf(
    'user',
    `INSERT INTO appointment (id, tenant_id, clinician_id, patient_name, reason, starts_at, ends_at, time_zone, created_by)
     VALUES ($1, $2, $3, 'P', 'r', now() + interval '1 day', now() + interval '25 hours', 'UTC', $3) RETURNING id`,
    [randomUUID(), tenantId, doctor.id],
  )
  // Of a version that never comes, so that nothing overtakes it; its id is found in no other number.
  const letter = await idOf(
    'user',
    `INSERT INTO parked_event (id, event_id, user_id, user_version, tenant_id, event, error, state, event_type, full_name)
     VALUES ((random() * 1e15)::bigint + 1e15::bigint, $3, $2, 999, $1, '{}', 'no room', 'parked', 'user.updated', 'Somebody')
     RETURNING id::text`,
    [tenantId, doctor.id, event],
  )
  const session = await idOf('auth', 'SELECT id FROM session WHERE user_id = $1', [doctor.id])
  const run = await plantRun(world.pools.chat, tenantId)
  const file = await plantFile(world.pools.auth, tenantId)
  return { user: doctor.id, event, hold, appointment, letter, session, run, file }
}
