import { randomUUID } from 'node:crypto'
import { sampleUser } from '@rollcall/subscriber/test-support/sample-event'
import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { DateTime } from 'luxon'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../fixtures/test-app.js'
import { applyUsers } from '../projection/apply-users.js'

let app: TestApp
let doctor: string
beforeAll(async () => {
  app = await createTestApp(await createTestDatabase('user'), await createTestRedis())
  doctor = await app.arrive({ firstName: 'Rudo', lastName: 'Sibanda' })
})
afterAll(() => app.close())

let day = 10
/** A valid request on a day of its own. */
const request = (changed: object = {}) => ({
  clinicianId: doctor,
  patientName: 'Tendai Moyo',
  reason: 'Check-up',
  startsAt:
    DateTime.now()
      .setZone('Africa/Harare')
      .plus({ days: ++day })
      .set({ hour: 9, minute: 0, second: 0, millisecond: 0 })
      .toISO() ?? '',
  durationMinutes: 30,
  timeZone: 'Africa/Harare',
  ...changed,
})
const create = (changed: object = {}) => app.as().appointments.create(request(changed) as ReturnType<typeof request>)
const fault = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  )

const pause = () => new Promise((resolve) => setTimeout(resolve, 200))

describe('appointments.create', () => {
  it('keeps the instant, whatever offset it was written with', async () => {
    const made = await create({ startsAt: '2099-03-02T09:00:00+02:00' })
    expect(made).toMatchObject({
      startsAt: '2099-03-02T07:00:00.000Z',
      endsAt: '2099-03-02T07:30:00.000Z',
      clinicianName: 'Rudo Sibanda',
      clinicianActive: true,
      cancelledAt: null,
    })
  })

  it('counts minutes by the clock of physics over a change to summer time', async () => {
    const made = await create({ startsAt: '2027-03-28T01:45:00+01:00', timeZone: 'Europe/Paris' })
    expect(made.endsAt).toBe('2027-03-28T01:15:00.000Z')
    const error = await fault(create({ startsAt: '2027-03-28T03:00:00+02:00', timeZone: 'Europe/Paris' }))
    expect(error).toMatchObject({
      code: 'CONFLICT',
      message:
        'Rudo Sibanda already has an appointment on Sun 28 Mar 2027, 01:45 to 03:15 (Europe/Paris). Choose another time.',
    })
  })

  it('refuses an overlap without saying whose it is, and takes what only touches', async () => {
    const first = request()
    await app.as().appointments.create(first)
    const error = await fault(
      app.as().appointments.create({ ...first, durationMinutes: 5, patientName: 'Someone Else' }),
    )
    expect(error).toMatchObject({ code: 'CONFLICT', cause: { code: 'CONFLICT', fields: [{ path: 'startsAt' }] } })
    expect(String(error)).not.toMatch(/Tendai|constraint|tstzrange|INSERT/)
    const next = DateTime.fromISO(first.startsAt, { setZone: true }).plus({ minutes: 30 }).toISO() ?? ''
    await expect(app.as().appointments.create({ ...first, startsAt: next })).resolves.toMatchObject({
      cancelledAt: null,
    })
  })

  it('books exactly one of twenty who want the same time at once', async () => {
    const wanted = request()
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => fault(app.as().appointments.create(wanted))))
    expect(outcomes.filter((error) => error === undefined)).toHaveLength(1)
    for (const error of outcomes)
      if (error) expect(error).toMatchObject({ code: 'CONFLICT', message: expect.stringMatching(/^Rudo Sibanda/) })
  })

  it('holds the clinician until the booking is committed, so that a deactivation can not slip between', async () => {
    const id = await app.arrive()
    const wanted = request({ clinicianId: id })
    const order: string[] = []
    const client = await app.db.pool.connect()
    // Somebody else's uncommitted booking of the same time keeps ours waiting between the check and the insert.
    await client.query('BEGIN')
    await client.query(
      `INSERT INTO appointment (id, tenant_id, clinician_id, patient_name, reason, starts_at, ends_at, time_zone, created_by)
       VALUES (gen_random_uuid(), $1, $2, 'x', 'x', $3, $3::timestamptz + interval '5 min', 'UTC', $2)`,
      [randomUUID(), id, wanted.startsAt],
    )
    const booking = app
      .as()
      .appointments.create(wanted)
      .then(() => order.push('booked'))
    await pause()
    const deactivation = applyUsers(app.db.pool, [sampleUser(id, 2, { isActive: false })]).then(() =>
      order.push('deactivated'),
    )
    await pause()
    expect(order).toEqual([])
    await client.query('ROLLBACK')
    client.release()
    await Promise.all([booking, deactivation])
    // The commit frees both; which of the two answers is read first says nothing.
    expect(order.toSorted()).toEqual(['booked', 'deactivated'])
  })

  it('waits for a deactivation that has begun, and then refuses', async () => {
    const id = await app.arrive()
    const client = await app.db.pool.connect()
    await client.query('BEGIN')
    await applyUsers(client, [sampleUser(id, 2, { isActive: false })])
    const booking = fault(create({ clinicianId: id }))
    await pause()
    await client.query('COMMIT')
    client.release()
    expect(await booking).toMatchObject({ code: 'CONFLICT', message: expect.stringMatching(/is deactivated/) })
    expect((await app.as().appointments.list({ clinicianId: id })).total).toBe(0)
  })

  it('names why a person can not be booked', async () => {
    const cases = [
      [await app.arrive({ isActive: false }), /is deactivated/],
      [await app.arrive({ deletedAt: new Date().toISOString() }), /has been deleted/],
      [await app.arrive({ role: 'receptionist' }), /is not a clinician/],
    ] as const
    for (const [clinicianId, words] of cases) {
      const error = await fault(create({ clinicianId }))
      expect(error).toMatchObject({
        message: expect.stringMatching(words),
        cause: { fields: [{ path: 'clinicianId' }] },
      })
    }
  })

  it('answers for another tenant’s clinician exactly as for an unknown one', async () => {
    const foreign = await app.arrive({ tenantId: randomUUID() })
    for (const clinicianId of [foreign, randomUUID()]) {
      expect(await fault(create({ clinicianId }))).toMatchObject({
        code: 'NOT_FOUND',
        message: `User with ID ${clinicianId} not found`,
      })
    }
  })

  it.each([
    [
      'a time that is past',
      { startsAt: '2020-01-06T09:00:00Z' },
      /startsAt: Mon 6 Jan 2020, 11:00 \(Africa\/Harare\) is in the past/,
    ],
    ['a time without an offset', { startsAt: '2099-01-06T09:00:00' }, /startsAt: .*offset/],
    ['a day that does not exist', { startsAt: '2099-02-30T09:00:00Z' }, /startsAt/],
    ['a zone that does not exist', { timeZone: 'Mars/Olympus' }, /timeZone: expected a time zone/],
    ['four minutes', { durationMinutes: 4 }, /durationMinutes: expected whole minutes/],
    ['a fraction of minutes', { durationMinutes: 7.5 }, /durationMinutes/],
    ['a name of 10,000 characters', { patientName: 'x'.repeat(10_000) }, /patientName: expected 1 to 200/],
    ['a name of spaces', { patientName: '   ' }, /patientName: expected 1 to 200/],
    ['a name with a line break', { patientName: 'A\r\nB' }, /patientName: expected no line breaks/],
    ['a reason with NUL', { reason: 'a\0b' }, /reason: expected no line breaks/],
    ['a tenant in the body', { tenantId: randomUUID() }, /unknown field tenantId/],
    ['a malformed clinician', { clinicianId: 'x' }, /clinicianId: expected the id/],
  ])('refuses %s, naming the field and the fix', async (_, changed, words) => {
    const error = await fault(create(changed))
    expect(error).toMatchObject({ code: 'BAD_REQUEST' })
    const { cause } = error as Error
    const text = cause instanceof Error && 'issues' in cause ? JSON.stringify(cause.issues) : String(error)
    const [field, ...rest] = words.source.split(': ')
    expect(text).toMatch(rest.length > 0 && 'issues' in Object(cause) ? new RegExp(rest.join(': ')) : words)
    expect(text).toContain(field?.replace('unknown field ', ''))
  })
})

describe('appointments.list and cancel', () => {
  it('visit everyone exactly once in both directions, within the period asked for', async () => {
    const id = await app.arrive()
    for (let index = 0; index < 9; index++)
      await create({ clinicianId: id, startsAt: `2098-01-0${index + 1}T09:00:00Z` })
    for (const order of ['asc', 'desc'] as const) {
      const seen: string[] = []
      let cursor: string | null = null
      do {
        const page = await app.as().appointments.list({
          clinicianId: id,
          from: '2098-01-02T00:00:00Z',
          to: '2098-01-09T00:00:00Z',
          order,
          limit: 3,
          cursor,
        })
        expect(page.total).toBe(7)
        seen.push(...page.items.map(({ startsAt }) => startsAt))
        cursor = page.nextCursor
      } while (cursor)
      expect(seen).toHaveLength(7)
      expect(seen).toEqual(order === 'asc' ? seen.toSorted() : seen.toSorted().reverse())
    }
  })

  it('show a clinician who was deactivated since as inactive, not as gone', async () => {
    const id = await app.arrive()
    await create({ clinicianId: id })
    await app.arrive({ isActive: false }, 2, id)
    expect((await app.as().appointments.list({ clinicianId: id })).items).toMatchObject([
      { clinicianActive: false, clinicianName: 'Rudo Sibanda' },
    ])
  })

  it('show those whose clinician has left alone when asked for', async () => {
    const [left, changed, stays] = [await app.arrive(), await app.arrive(), await app.arrive()]
    for (const clinicianId of [left, changed, stays]) await create({ clinicianId })
    await app.arrive({ isActive: false }, 2, left)
    await app.arrive({ role: 'staff' }, 2, changed)
    const ids = async (clinicianId: string) =>
      (await app.as().appointments.list({ clinicianId, orphaned: true })).items.map((item) => item.clinicianId)
    expect([await ids(left), await ids(changed), await ids(stays)]).toEqual([[left], [changed], []])
  })

  it('free the time, and cancelling twice keeps the first moment', async () => {
    const wanted = request()
    const { id } = await app.as().appointments.create(wanted)
    const first = await app.as().appointments.cancel({ id })
    expect(first.cancelledAt).not.toBeNull()
    expect(await app.as().appointments.cancel({ id })).toEqual(first)
    await expect(app.as().appointments.create(wanted)).resolves.toMatchObject({ cancelledAt: null })
  })

  it('answer for another tenant’s appointment exactly as for an unknown one', async () => {
    const { id } = await create()
    const stranger = app.as({ tenantId: randomUUID() })
    expect((await stranger.appointments.list()).total).toBe(0)
    expect(await fault(stranger.appointments.cancel({ id }))).toMatchObject({
      code: 'NOT_FOUND',
      message: `Appointment with ID ${id} not found`,
    })
    expect((await app.as().appointments.cancel({ id })).cancelledAt).not.toBeNull()
  })

  it('refuse a period that ends before it begins', async () => {
    const error = await fault(app.as().appointments.list({ from: '2027-01-02T00:00:00Z', to: '2027-01-01T00:00:00Z' }))
    expect(error).toMatchObject({ code: 'BAD_REQUEST', message: expect.stringMatching(/^to: /) })
  })
})
