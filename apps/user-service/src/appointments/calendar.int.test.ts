import { randomUUID } from 'node:crypto'
import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../fixtures/test-app.js'

let app: TestApp
let busy: string
let idle: string
beforeAll(async () => {
  app = await createTestApp(await createTestDatabase('user'), await createTestRedis())
  busy = await app.arrive({ firstName: 'Anna', lastName: 'Busy' })
  idle = await app.arrive({ firstName: 'Zoe', lastName: 'Idle' })
})
afterAll(() => app.close())

const desk = () => app.as({ role: 'receptionist' }).appointments
const book = (clinicianId: string, startsAt: string, durationMinutes = 30) =>
  desk().create({ clinicianId, patientName: 'P', reason: 'r', startsAt, durationMinutes, timeZone: 'Europe/Paris' })
const fault = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  )
const paris = (day: string, offset: string) => new Date(`${day}T00:00:00${offset}`).toISOString()

it('a day shows a column for everybody who can be booked, and those who have something alone when asked', async () => {
  await book(busy, '2091-05-02T09:00:00Z')
  const day = { from: '2091-05-02T00:00:00Z', to: '2091-05-03T00:00:00Z' }
  const all = await desk().calendar(day)
  expect(all).toMatchObject({ total: 2, nextCursor: null, clinicians: [{ id: busy }, { id: idle }] })
  expect(all.items).toMatchObject([{ clinicianId: busy }])
  expect((await desk().calendar({ ...day, who: 'booked' })).clinicians).toMatchObject([{ id: busy, bookable: true }])
})

it('holds what began the day before and reaches into it, and nothing that only touches it', async () => {
  await book(busy, '2091-06-01T23:00:00Z', 120)
  await book(busy, '2091-06-03T00:00:00Z')
  await book(idle, '2091-06-01T23:30:00Z', 30)
  const { items } = await desk().calendar({ from: '2091-06-02T00:00:00Z', to: '2091-06-03T00:00:00Z' })
  expect(items.map(({ startsAt }) => startsAt)).toEqual(['2091-06-01T23:00:00.000Z'])
})

it('is whole on days of 23 and of 25 hours', async () => {
  await book(busy, '2027-03-28T03:00:00+02:00')
  await book(busy, '2027-10-31T02:15:00+02:00')
  await book(busy, '2027-10-31T02:15:00+01:00')
  await book(busy, '2027-10-31T23:15:00+01:00')
  const of = async (from: string, to: string) => (await desk().calendar({ from, to })).items.length
  expect(await of(paris('2027-03-28', '+01:00'), paris('2027-03-29', '+02:00'))).toBe(1)
  expect(await of(paris('2027-10-31', '+02:00'), paris('2027-11-01', '+01:00'))).toBe(3)
})

it('leaves out what is cancelled, and keeps the column of somebody who has left', async () => {
  const gone = await app.arrive({ firstName: 'Gone', lastName: 'Away' })
  await book(gone, '2091-07-01T09:00:00Z')
  const { id } = await book(gone, '2091-07-01T10:00:00Z')
  await desk().cancel({ id })
  await app.arrive({ firstName: 'Gone', lastName: 'Away', isActive: false }, 2, gone)
  const { clinicians, items } = await desk().calendar({ from: '2091-07-01T00:00:00Z', to: '2091-07-02T00:00:00Z' })
  expect(clinicians[0]).toMatchObject({ id: gone, bookable: false, fullName: 'Gone Away' })
  expect(items).toMatchObject([{ clinicianId: gone, clinicianActive: false }])
})

it('pages through hundreds of clinicians by name, each exactly once, with their appointments alone', async () => {
  const tenantId = randomUUID()
  const person = app.as({ tenantId, role: 'receptionist' }).appointments
  for (let index = 0; index < 30; index++) await app.arrive({ tenantId, lastName: `Name ${index}`, firstName: 'A' })
  const seen: string[] = []
  let cursor: string | null = null
  do {
    const page = await person.calendar({ from: '2091-05-02T00:00:00Z', to: '2091-05-03T00:00:00Z', limit: 7, cursor })
    expect(page.total).toBe(30)
    seen.push(...page.clinicians.map(({ id }) => id))
    cursor = page.nextCursor
  } while (cursor)
  expect(new Set(seen).size).toBe(30)
})

it('shows a week of one clinician, and refuses longer than a day of everybody', async () => {
  const week = { from: '2091-04-30T00:00:00Z', to: '2091-05-07T00:00:00Z' }
  expect(await desk().calendar({ ...week, clinicianId: busy })).toMatchObject({
    total: 1,
    items: [{ clinicianId: busy }],
  })
  for (const attempt of [
    week,
    { from: week.to, to: week.from },
    { from: '2091-01-01T00:00:00Z', to: '2099-01-01T00:00:00Z' },
  ])
    expect(await fault(desk().calendar(attempt))).toMatchObject({ code: 'BAD_REQUEST', message: /^to: / })
})

it('shows clinicians their own alone, and another’s like those of somebody unknown', async () => {
  const own = app.as({ role: 'doctor', userId: busy }).appointments
  const day = { from: '2091-05-02T00:00:00Z', to: '2091-05-03T00:00:00Z' }
  expect(await own.calendar(day)).toMatchObject({ total: 1, clinicians: [{ id: busy }] })
  expect(await own.calendar({ ...day, clinicianId: idle })).toEqual(
    await own.calendar({ ...day, clinicianId: randomUUID() }),
  )
  const stranger = app.as({ tenantId: randomUUID() }).appointments
  expect(await stranger.calendar({ ...day, clinicianId: busy })).toMatchObject({ total: 0, items: [] })
})
