import type { Queryable } from '@rollcall/service-kit/postgres'

/** One change to a clinician's calendar at a time: two that overlap would wait for each other inside the constraint. */
export async function lockCalendar(client: Queryable, clinicianId: string): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`appointment:${clinicianId}`])
}
