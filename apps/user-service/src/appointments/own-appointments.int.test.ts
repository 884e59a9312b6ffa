import { randomUUID } from 'node:crypto'
import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../fixtures/test-app.js'

let app: TestApp
let doctor: string
let colleague: string
/** An appointment of each, on the same day. */
let own: string
let foreign: string
beforeAll(async () => {
  app = await createTestApp(await createTestDatabase('user'), await createTestRedis())
  doctor = await app.arrive({ firstName: 'Rudo', lastName: 'Sibanda' })
  colleague = await app.arrive({ firstName: 'Tendai', lastName: 'Moyo' })
  own = (await asReception().appointments.create(request(doctor))).id
  foreign = (await asReception().appointments.create(request(colleague))).id
})
afterAll(() => app.close())

const asDoctor = () => app.as({ role: 'doctor', userId: doctor })
const asReception = () => app.as({ role: 'receptionist' })
let hour = 0
const request = (clinicianId: string) => ({
  ...{ clinicianId, patientName: 'Patient', reason: 'Check-up', durationMinutes: 30, timeZone: 'UTC' },
  startsAt: new Date(Date.UTC(2099, 0, 1, ++hour)).toISOString(),
})
const fault = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  )
const idsOf = ({ items }: { items: { id: string }[] }) => items.map(({ id }) => id)

describe('a clinician', () => {
  it('sees the appointments of their own, and another’s like those of somebody unknown', async () => {
    const list = asDoctor().appointments.list
    expect(idsOf(await list())).toEqual([own])
    expect(idsOf(await list({ clinicianId: doctor }))).toEqual([own])
    expect(await list({ clinicianId: colleague })).toEqual(await list({ clinicianId: randomUUID() }))
    expect((await list({ clinicianId: colleague })).total).toBe(0)
    expect((await list()).total).toBe(1)
    expect(idsOf(await asReception().appointments.list())).toEqual([own, foreign])
  })

  it('pages through them, and a cursor of the whole list leads to no other', async () => {
    const { nextCursor } = await asReception().appointments.list({ limit: 1 })
    expect(idsOf(await asReception().appointments.list({ cursor: nextCursor }))).toEqual([foreign])
    expect(idsOf(await asDoctor().appointments.list({ cursor: nextCursor }))).toEqual([])
  })

  it('books for nobody else, whoever that is', async () => {
    const refused = await fault(asDoctor().appointments.create(request(colleague)))
    const unknown = await fault(asDoctor().appointments.create(request(randomUUID())))
    expect(refused).toMatchObject({ code: 'FORBIDDEN', message: expect.stringContaining('your own only') })
    expect(String(refused)).toBe(String(unknown))
    expect(await asDoctor().appointments.create(request(doctor))).toMatchObject({ clinicianId: doctor })
  })

  it('cancels none but their own: another’s is answered as unknown, and stays', async () => {
    const unknown = randomUUID()
    const [theirs, nobodys] = [
      await fault(asDoctor().appointments.cancel({ id: foreign })),
      await fault(asDoctor().appointments.cancel({ id: unknown })),
    ]
    expect(theirs).toMatchObject({ code: 'NOT_FOUND' })
    expect(String(theirs).replace(foreign, '')).toBe(String(nobodys).replace(unknown, ''))
    const { items } = await asReception().appointments.list({ clinicianId: colleague })
    expect(items).toMatchObject([{ id: foreign, cancelledAt: null }])
    expect((await asDoctor().appointments.cancel({ id: own })).cancelledAt).not.toBeNull()
  })

  it('is the only one in their dropdown', async () => {
    expect(idsOf(await asDoctor().clinicians.list())).toEqual([doctor])
    expect(idsOf(await asDoctor().clinicians.list({ search: 'moyo' }))).toEqual([])
    expect(idsOf(await asDoctor().clinicians.list({ id: colleague }))).toEqual([])
    expect(idsOf(await asReception().clinicians.list({ id: colleague }))).toEqual([colleague])
    expect(idsOf(await asReception().clinicians.list())).toEqual([colleague, doctor])
  })
})

it('the dropdown tells nobody how to reach a clinician', async () => {
  const { items } = await app.as().clinicians.list()
  for (const item of items) expect(Object.keys(item)).not.toEqual(expect.arrayContaining(['phoneNumber']))
  expect(JSON.stringify(items)).not.toContain('@')
})

it.each(['staff', 'operator'])('a role of %s has nothing to do with appointments', async (role) => {
  for (const attempt of [
    app.as({ role }).appointments.list(),
    app.as({ role }).clinicians.list(),
    app.as({ role, userId: doctor }).appointments.create(request(doctor)),
  ])
    expect(await fault(attempt)).toMatchObject({ code: 'FORBIDDEN' })
})
