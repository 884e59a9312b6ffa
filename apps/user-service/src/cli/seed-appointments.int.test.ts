import { randomUUID } from 'node:crypto'
import { sampleTenantId, sampleUser } from '@rollcall/subscriber/test-support/sample-event'
import { createTestDatabase, type TestDatabase } from '@rollcall/testing/test-database'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { applyUsers } from '../projection/apply-users.js'
import { seedAppointments } from './seed-appointments.js'

let db: TestDatabase
beforeAll(async () => {
  db = await createTestDatabase('user')
})
afterAll(() => db.drop())

it('fills a year once, waits for the doctors, and leaves alone what is booked', async () => {
  const seeding = seedAppointments(db.pool, 'Africa/Harare')
  const doctors = Array.from({ length: 6 }, () => sampleUser(randomUUID(), 1, { tenantId: sampleTenantId }))
  await applyUsers(db.pool, doctors)
  const first = await seeding
  expect(first).toMatchObject({ doctors: 6, added: first.planned })
  expect(first.added).toBeGreaterThan(6000)
  expect(await seedAppointments(db.pool, 'Africa/Harare')).toMatchObject({ added: 0 })

  const { rows } = await db.pool.query(
    `SELECT min(starts_at) < now() - interval '175 days' AS past, max(starts_at) > now() + interval '175 days' AS ahead,
       bool_or(created_at > now()) AS from_the_future, count(DISTINCT clinician_id)::int AS doctors,
       count(*) FILTER (WHERE extract(hour FROM starts_at AT TIME ZONE 'Africa/Harare') NOT BETWEEN 8 AND 16)::int AS at_night,
       avg((cancelled_at IS NOT NULL)::int) BETWEEN 0.02 AND 0.12 AS few_cancelled
     FROM appointment`,
  )
  expect(rows).toEqual([
    { past: true, ahead: true, from_the_future: false, doctors: 6, at_night: 0, few_cancelled: true },
  ])
})
