import { randomUUID } from 'node:crypto'
import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../fixtures/test-app.js'
import { readOpenRun } from './open-run.js'
import { takeBackStep } from './take-back-step.js'
import { takeStep } from './take-step.js'

let app: TestApp
beforeAll(async () => {
  app = await createTestApp(await createTestDatabase('user'), await createTestRedis())
})
afterAll(() => app.close())

/** An organisation of its own for each test: who is free is then known. */
let tenantId: string
let leaver: string
let helper: string
let year = 2090
beforeEach(async () => {
  tenantId = randomUUID()
  year++
  leaver = await arrive({ firstName: 'Rudo', lastName: 'Leaves', ministere: 'Cardiology' })
  helper = await arrive({ firstName: 'Tendai', lastName: 'Helps', ministere: 'Cardiology' })
})
afterEach(() => app.reassignments.stop())

type Person = NonNullable<Parameters<TestApp['arrive']>[0]>
const people = new Map<string, Person>()
const arrive = async (person: Person = {}) => {
  const id = await app.arrive({ tenantId, ...person })
  people.set(id, person)
  return id
}
const leave = (id: string, changed: Person = { isActive: false }) =>
  app.arrive({ tenantId, ...people.get(id), ...changed }, 2, id)
const desk = () => app.as({ tenantId, role: 'receptionist' }).appointments
const at = (day: number) => new Date(Date.UTC(year, 0, day, 9)).toISOString()
const book = async (clinicianId: string, day: number) =>
  (
    await desk().create({
      ...{ clinicianId, patientName: `Patient ${day}`, reason: 'Check-up', startsAt: at(day) },
      ...{ durationMinutes: 30, timeZone: 'UTC' },
    })
  ).id
const bookDays = async (clinicianId: string, days: number[]) => {
  const ids: string[] = []
  for (const day of days) ids.push(await book(clinicianId, day))
  return ids
}
const clinicianOf = async (id: string) =>
  (await app.db.pool.query('SELECT clinician_id AS id FROM appointment WHERE id = $1', [id])).rows[0].id
const clinicianOfEach = (ids: string[]) => Promise.all(ids.map(clinicianOf))
const reassign = (changed: object = {}) =>
  desk().reassign({ clinicianId: leaver, to: helper, mode: 'as_many', reason: 'The clinician has left', ...changed })
const reportOf = async (id: string) => await desk().reassignment({ id })
const ended = async (id: string) => {
  await expect.poll(async () => (await reportOf(id)).run.endedAt, { timeout: 10_000 }).not.toBeNull()
  return await reportOf(id)
}
const fault = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  )
const openRun = async (id: string) => {
  const run = await readOpenRun(app.system, id)
  if (!run) throw new Error('the run has ended')
  return run
}

describe('appointments.orphaned and suggest', () => {
  it('name everybody who left with appointments to come, why, and how many', async () => {
    await bookDays(leaver, [1, 2, 3])
    expect((await desk().orphaned()).items).toEqual([])
    await leave(leaver)
    const nurse = await arrive({ role: 'nurse' })
    await book(nurse, 4)
    await leave(nurse, { role: 'staff' })
    expect(await desk().orphaned()).toMatchObject({
      items: [
        { id: leaver, name: 'Rudo Leaves', why: 'deactivated', count: 3, next: at(1) },
        { id: nurse, why: 'role', count: 1, next: at(4) },
      ],
      total: 2,
      appointments: 4,
    })
    expect(await desk().count({ clinicianId: leaver })).toEqual({ count: 3, next: at(1) })
    expect((await app.as().appointments.orphaned()).total).toBe(0)
  })

  it('offer who is free then and of the same role, those of the same unit first', async () => {
    const elsewhere = await arrive({ firstName: 'Aaron', lastName: 'Aaron', ministere: 'Oncology' })
    await arrive({ role: 'nurse', ministere: 'Cardiology' })
    const busy = await arrive({ firstName: 'Busy', ministere: 'Cardiology' })
    await bookDays(leaver, [1, 2])
    await book(busy, 1)
    await leave(leaver)
    const { items, total } = await desk().suggest({ clinicianId: leaver })
    expect(total).toBe(2)
    expect(items[0]?.clinicians.map(({ id, sameUnit }) => [id, sameUnit])).toEqual([
      [helper, true],
      [elsewhere, false],
    ])
    expect(items[1]?.clinicians.map(({ id }) => id).slice(0, 2)).toEqual(expect.arrayContaining([helper, busy]))
  })
})

describe('a reassignment', () => {
  it('gives every future appointment to another, and each keeps from whom it came, when and by whom', async () => {
    const ids = await bookDays(leaver, [1, 2, 3])
    const cancelled = await book(leaver, 4)
    await desk().cancel({ id: cancelled })
    await leave(leaver)
    app.reassignments.start()
    const { id } = await reassign()
    const { run, steps } = await ended(id)
    expect(run).toMatchObject({ state: 'done', total: 3, counts: { moved: 3, failed: 0 }, to: { id: helper } })
    expect(steps.items.map(({ state }) => state)).toEqual(['moved', 'moved', 'moved'])
    expect(await clinicianOfEach(ids)).toEqual([helper, helper, helper])
    expect(await clinicianOf(cancelled)).toBe(leaver)
    expect((await desk().history({ id: ids[0] ?? '' })).items).toMatchObject([
      { from: { id: leaver, name: 'Rudo Leaves' }, to: { id: helper, name: 'Tendai Helps' }, takenBack: false },
    ])
    expect((await desk().orphaned()).total).toBe(0)
    expect((await desk().reassignments()).items.map((each) => each.id)).toEqual([id])
  })

  it('gives each to whoever is suggested, and spreads them', async () => {
    const second = await arrive({ ministere: 'Cardiology' })
    const ids = await bookDays(leaver, [1])
    const same = await desk().create({
      ...{ clinicianId: leaver, patientName: 'Next', reason: 'Check-up', durationMinutes: 30, timeZone: 'UTC' },
      startsAt: at(1).replace('09:00', '09:30'),
    })
    app.reassignments.start()
    await ended((await reassign({ to: 'suggested' })).id)
    expect((await clinicianOfEach([...ids, same.id])).toSorted()).toEqual([helper, second].toSorted())
  })

  it('leaves what can’t be moved and says why, where as many as possible are wanted', async () => {
    const ids = await bookDays(leaver, [1, 2, 3])
    await book(helper, 2)
    app.reassignments.start()
    const { run, steps } = await ended((await reassign()).id)
    expect(run).toMatchObject({ state: 'done', counts: { moved: 2, failed: 1 } })
    expect(steps.items.map(({ state, why }) => [state, why])).toEqual([
      ['moved', null],
      ['failed', 'taken'],
      ['moved', null],
    ])
    expect(await clinicianOfEach(ids)).toEqual([helper, leaver, helper])
  })

  it('takes back what was done when one fails, where it is all or nothing, and says so in the trail', async () => {
    const ids = await bookDays(leaver, [1, 2, 3, 4])
    await book(helper, 3)
    await leave(leaver)
    app.reassignments.start()
    const { run, steps } = await ended((await reassign({ mode: 'all_or_nothing' })).id)
    expect(run).toMatchObject({ state: 'taken_back', counts: { taken_back: 2, failed: 1, left: 1 } })
    expect(steps.items.map(({ state, why }) => [state, why])).toEqual([
      ['taken_back', null],
      ['taken_back', null],
      ['failed', 'taken'],
      ['left', 'stopped'],
    ])
    expect(await clinicianOfEach(ids)).toEqual([leaver, leaver, leaver, leaver])
    const { rows } = await app.db.pool.query(
      `SELECT entry->>'action' AS action FROM audit_outbox WHERE entry->'target'->>'id' = $1 ORDER BY created_at`,
      [run.id],
    )
    expect(rows.map(({ action }) => action)).toEqual(['appointments.reassigned', 'appointments.taken_back'])
    expect((await desk().history({ id: ids[0] ?? '' })).items).toMatchObject([{ takenBack: true }])
  })

  it('turns round when the new clinician leaves in the middle', async () => {
    const ids = await bookDays(leaver, [1, 2])
    const { id } = await reassign({ mode: 'all_or_nothing' })
    expect(await takeStep(app.system, await openRun(id))).toBe('moved')
    await leave(helper)
    app.reassignments.start()
    const { run, steps } = await ended(id)
    expect(run.state).toBe('taken_back')
    expect(steps.items.map(({ why }) => why)).toEqual([null, 'clinician_left'])
    expect(await clinicianOfEach(ids)).toEqual([leaver, leaver])
  })

  it('says what it could not take back', async () => {
    const ids = await bookDays(leaver, [1, 2])
    await book(helper, 2)
    const { id } = await reassign({ mode: 'all_or_nothing' })
    await takeStep(app.system, await openRun(id))
    // The first clinician is still here, and their free time is booked at once.
    await book(leaver, 1)
    app.reassignments.start()
    const { run, steps } = await ended(id)
    expect(run).toMatchObject({ state: 'taken_back', counts: { kept: 1, failed: 1 } })
    expect(steps.items[0]).toMatchObject({ state: 'kept', why: 'taken' })
    expect(await clinicianOfEach(ids)).toEqual([helper, leaver])
  })

  it('leaves alone what was cancelled meanwhile, and that is no failure', async () => {
    const ids = await bookDays(leaver, [1, 2])
    const { id } = await reassign({ mode: 'all_or_nothing' })
    await desk().cancel({ id: ids[0] ?? '' })
    app.reassignments.start()
    const { run, steps } = await ended(id)
    expect(run).toMatchObject({ state: 'done', counts: { moved: 1, left: 1 } })
    expect(steps.items[0]).toMatchObject({ state: 'left', why: 'cancelled' })
  })
})

describe('a reassignment and crashes', () => {
  it('goes on with another process where one ended, forward and back, and takes no step twice', async () => {
    const ids = await bookDays(leaver, [1, 2, 3, 4])
    await book(helper, 4)
    const { id } = await reassign({ mode: 'all_or_nothing' })
    for (const _ of [1, 2]) await takeStep(app.system, await openRun(id))
    const second = app.createRunner()
    second.start()
    await expect.poll(async () => (await reportOf(id)).run.state).not.toBe('running')
    await second.stop()
    if ((await reportOf(id)).run.endedAt === null) await takeBackStep(app.system, await openRun(id))
    const third = app.createRunner()
    third.start()
    const { run } = await ended(id)
    await third.stop()
    expect(run).toMatchObject({ state: 'taken_back', counts: { taken_back: 3, failed: 1 } })
    expect(await clinicianOfEach(ids)).toEqual(ids.map(() => leaver))
  })

  it('survives a connection that dies in the middle of a step: the step is taken once, later', async () => {
    const ids = await bookDays(leaver, [1, 2])
    const { id } = await reassign()
    const client = await app.db.pool.connect()
    await client.query('BEGIN')
    await client.query('SELECT FROM appointment WHERE id = $1 FOR UPDATE', [ids[0]])
    app.reassignments.start()
    const killed = () =>
      app.db.pool.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%FROM appointment WHERE id = $1 FOR UPDATE%'`,
      )
    await expect.poll(async () => (await killed()).rowCount, { timeout: 10_000 }).toBeGreaterThan(0)
    await client.query('ROLLBACK')
    client.release()
    const { run } = await ended(id)
    expect(run.counts.moved).toBe(2)
    expect(await clinicianOfEach(ids)).toEqual([helper, helper])
  })

  it('is carried by one of two processes at a time', async () => {
    const ids = await bookDays(leaver, [1, 2, 3, 4, 5, 6])
    const second = app.createRunner()
    app.reassignments.start()
    second.start()
    const { run } = await ended((await reassign()).id)
    await second.stop()
    expect(run.counts.moved).toBe(ids.length)
    expect(new Set(await clinicianOfEach(ids))).toEqual(new Set([helper]))
  })
})

describe('appointments.reassign refuses', () => {
  it('a second run over the same appointments while the first has not ended, and begins nothing', async () => {
    const [first = ''] = await bookDays(leaver, [1, 2])
    const { id } = await reassign()
    const error = await fault(reassign({ clinicianId: undefined, ids: [first] }))
    expect(error).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('under way') })
    expect((await desk().reassignments()).total).toBe(1)
    app.reassignments.start()
    await ended(id)
    await expect(
      desk().reassign({ ids: [first], to: 'suggested', mode: 'as_many', reason: 'Again' }),
    ).resolves.toMatchObject({ total: 1 })
  })

  it('whom nobody can book, the same clinician, and nothing to do', async () => {
    const staff = await arrive({ role: 'staff' })
    await book(leaver, 1)
    expect(await fault(reassign({ to: staff }))).toMatchObject({ code: 'CONFLICT', message: /is not a clinician/ })
    expect(await fault(reassign({ to: leaver }))).toMatchObject({ code: 'CONFLICT', message: /already/ })
    expect(await fault(reassign({ clinicianId: helper, to: leaver }))).toMatchObject({ code: 'CONFLICT' })
    expect(await fault(reassign({ ids: [randomUUID()] }))).toMatchObject({ code: 'BAD_REQUEST' })
  })

  it('another organisation’s people and appointments exactly as unknown ones', async () => {
    const [theirs = ''] = await bookDays(leaver, [1])
    const { id } = await reassign()
    const stranger = app.as({ tenantId: randomUUID() }).appointments
    const ask = { to: 'suggested', mode: 'as_many', reason: 'x' } as const
    for (const attempt of [
      (unknown: string | null) => stranger.reassign({ ...ask, ids: [unknown ?? theirs] }),
      (unknown: string | null) => stranger.reassign({ ...ask, clinicianId: unknown ?? leaver }),
      (unknown: string | null) => stranger.reassignment({ id: unknown ?? id }),
      (unknown: string | null) => stranger.history({ id: unknown ?? theirs }),
    ]) {
      const nobody = randomUUID()
      const [foreign, unknown] = [await fault(attempt(null)), await fault(attempt(nobody))]
      expect(foreign).toMatchObject({ code: 'NOT_FOUND' })
      const plain = (error: unknown) => String(error).replace(/[0-9a-f-]{36}/, '')
      expect(plain(foreign)).toBe(plain(unknown))
    }
    expect(await stranger.suggest({ clinicianId: leaver })).toEqual({ items: [], nextCursor: null, total: 0 })
    expect(await stranger.count({ clinicianId: leaver })).toEqual({ count: 0, next: null })
  })

  it.each(['doctor', 'viewer', 'staff'])('a role of %s', async (role) => {
    const person = app.as({ tenantId, role, userId: leaver }).appointments
    const attempt = person.reassign({ clinicianId: leaver, to: helper, mode: 'as_many', reason: 'x' })
    expect(await fault(attempt)).toMatchObject({ code: 'FORBIDDEN' })
  })
})
