import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from '@rollcall/service-kit/postgres'
import { DateTime } from 'luxon'
import { type DemoAppointment, type DemoDoctor, planDoctor } from './demo-appointments.js'

const tenantId = '0192f000-0000-7000-8000-000000000001'
const wantedDoctors = 6
const waitMs = 60_000
const batchSize = 5000

export interface SeedResult {
  doctors: number
  planned: number
  added: number
}

/**
 * Fills the demo clinic's calendar: six months back, six months ahead. It writes the table directly, because the past
 * can't be booked. Running it again adds only the days that have come into the window.
 */
export async function seedAppointments(pool: Pool, timeZone: string): Promise<SeedResult> {
  const doctors = await waitForDoctors(pool)
  const now = DateTime.now().setZone(timeZone)
  const planned = doctors.flatMap((doctor) => [
    ...planDoctor(doctor, now.minus({ months: 6 }), now.plus({ months: 6 })),
  ])
  let added = 0
  for (let at = 0; at < planned.length; at += batchSize) {
    added += await insertAppointments(pool, planned.slice(at, at + batchSize), timeZone)
  }
  return { doctors: doctors.length, planned: planned.length, added }
}

async function waitForDoctors(pool: Pool): Promise<DemoDoctor[]> {
  const deadline = Date.now() + waitMs
  for (;;) {
    const { rows } = await pool.query<DemoDoctor>(
      `SELECT id, email FROM directory_user
       WHERE tenant_id = $1 AND role = 'doctor' AND is_active AND deleted_at IS NULL
         AND email LIKE '%@rollcall.test' ORDER BY email LIMIT $2`,
      [tenantId, wantedDoctors],
    )
    if (rows.length === wantedDoctors) return rows
    if (Date.now() > deadline) {
      throw new Error(
        `only ${rows.length} of ${wantedDoctors} demo doctors have arrived after ${waitMs / 1000} s. ` +
          'Run the seed of auth-service first, and see that user-service runs.',
      )
    }
    await sleep(500)
  }
}

/** Slots that are there already, or that somebody has booked, are left alone. */
async function insertAppointments(pool: Pool, planned: DemoAppointment[], timeZone: string): Promise<number> {
  const { rowCount } = await pool.query(
    `INSERT INTO appointment (id, tenant_id, clinician_id, patient_name, reason, starts_at, ends_at, time_zone,
       created_by, created_at, cancelled_at)
     SELECT id, $1, clinician_id, patient_name, reason, starts_at, ends_at, $2, clinician_id,
       least(created_at, now()), CASE WHEN cancelled_at IS NOT NULL THEN least(cancelled_at, now()) END
     FROM unnest($3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::timestamptz[], $8::timestamptz[],
       $9::timestamptz[], $10::timestamptz[])
       AS given (id, clinician_id, patient_name, reason, starts_at, ends_at, created_at, cancelled_at)
     ON CONFLICT DO NOTHING`,
    [
      tenantId,
      timeZone,
      planned.map(({ id }) => id),
      planned.map(({ clinicianId }) => clinicianId),
      planned.map(({ patientName }) => patientName),
      planned.map(({ reason }) => reason),
      planned.map(({ startsAt }) => startsAt),
      planned.map(({ endsAt }) => endsAt),
      planned.map(({ createdAt }) => createdAt),
      planned.map(({ cancelledAt }) => cancelledAt),
    ],
  )
  return rowCount ?? 0
}
