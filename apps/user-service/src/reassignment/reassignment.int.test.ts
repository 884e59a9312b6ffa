import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openReassignmentDesk, type ReassignmentDesk } from '../fixtures/reassignment-desk.js'
import { createTestApp, type TestApp } from '../fixtures/test-app.js'
import { takeStep } from './take-step.js'

let app: TestApp
let org: ReassignmentDesk
beforeAll(async () => {
  app = await createTestApp(await createTestDatabase('user'), await createTestRedis())
})
afterAll(() => app.close())
beforeEach(async () => {
  org = await openReassignmentDesk(app)
})
afterEach(() => app.reassignments.stop())

describe('appointments.orphaned and suggest', () => {
  it('name everybody who left with appointments to come, why, and how many', async () => {
    await org.bookDays(org.leaver, [1, 2, 3])
    expect((await org.desk.orphaned()).items).toEqual([])
    await org.leave(org.leaver)
    const nurse = await org.arrive({ role: 'nurse' })
    await org.book(nurse, 4)
    await org.leave(nurse, { role: 'staff' })
    expect(await org.desk.orphaned()).toMatchObject({
      items: [
        { id: org.leaver, name: 'Rudo Leaves', why: 'deactivated', count: 3, next: org.at(1) },
        { id: nurse, why: 'role', count: 1, next: org.at(4) },
      ],
      total: 2,
      appointments: 4,
    })
    expect(await org.desk.count({ clinicianId: org.leaver })).toEqual({ count: 3, next: org.at(1) })
    expect((await app.as().appointments.orphaned()).total).toBe(0)
  })

  it('offer who is free then and of the same role, those of the same unit first', async () => {
    const elsewhere = await org.arrive({ firstName: 'Aaron', lastName: 'Aaron', ministere: 'Oncology' })
    await org.arrive({ role: 'nurse', ministere: 'Cardiology' })
    const busy = await org.arrive({ firstName: 'Busy', ministere: 'Cardiology' })
    await org.bookDays(org.leaver, [1, 2])
    await org.book(busy, 1)
    await org.leave(org.leaver)
    const { items, total } = await org.desk.suggest({ clinicianId: org.leaver })
    expect(total).toBe(2)
    expect(items[0]?.clinicians.map(({ id, sameUnit }) => [id, sameUnit])).toEqual([
      [org.helper, true],
      [elsewhere, false],
    ])
    expect(items[1]?.clinicians.map(({ id }) => id).slice(0, 2)).toEqual(expect.arrayContaining([org.helper, busy]))
  })
})

describe('a reassignment', () => {
  it('gives every future appointment to another, and each keeps from whom it came, when and by whom', async () => {
    const ids = await org.bookDays(org.leaver, [1, 2, 3])
    const cancelled = await org.book(org.leaver, 4)
    await org.desk.cancel({ id: cancelled })
    await org.leave(org.leaver)
    app.reassignments.start()
    const { id } = await org.reassign()
    const { run, steps } = await org.ended(id)
    expect(run).toMatchObject({ state: 'done', total: 3, counts: { moved: 3, failed: 0 }, to: { id: org.helper } })
    expect(steps.items.map(({ state }) => state)).toEqual(['moved', 'moved', 'moved'])
    expect(await org.clinicianOfEach(ids)).toEqual([org.helper, org.helper, org.helper])
    expect(await org.clinicianOf(cancelled)).toBe(org.leaver)
    expect((await org.desk.history({ id: ids[0] ?? '' })).items).toMatchObject([
      { from: { id: org.leaver, name: 'Rudo Leaves' }, to: { id: org.helper, name: 'Tendai Helps' }, takenBack: false },
    ])
    expect((await org.desk.orphaned()).total).toBe(0)
    expect((await org.desk.reassignments()).items.map((each) => each.id)).toEqual([id])
  })

  it('gives each to whoever is suggested, and spreads them', async () => {
    const second = await org.arrive({ ministere: 'Cardiology' })
    const ids = await org.bookDays(org.leaver, [1])
    const same = await org.desk.create({
      ...{ clinicianId: org.leaver, patientName: 'Next', reason: 'Check-up', durationMinutes: 30, timeZone: 'UTC' },
      startsAt: org.at(1).replace('09:00', '09:30'),
    })
    app.reassignments.start()
    await org.ended((await org.reassign({ to: 'suggested' })).id)
    expect((await org.clinicianOfEach([...ids, same.id])).toSorted()).toEqual([org.helper, second].toSorted())
  })

  it('leaves what can’t be moved and says why, where as many as possible are wanted', async () => {
    const ids = await org.bookDays(org.leaver, [1, 2, 3])
    await org.book(org.helper, 2)
    app.reassignments.start()
    const { run, steps } = await org.ended((await org.reassign()).id)
    expect(run).toMatchObject({ state: 'done', counts: { moved: 2, failed: 1 } })
    expect(steps.items.map(({ state, why }) => [state, why])).toEqual([
      ['moved', null],
      ['failed', 'taken'],
      ['moved', null],
    ])
    expect(await org.clinicianOfEach(ids)).toEqual([org.helper, org.leaver, org.helper])
  })

  it('takes back what was done when one fails, where it is all or nothing, and says so in the trail', async () => {
    const ids = await org.bookDays(org.leaver, [1, 2, 3, 4])
    await org.book(org.helper, 3)
    await org.leave(org.leaver)
    app.reassignments.start()
    const { run, steps } = await org.ended((await org.reassign({ mode: 'all_or_nothing' })).id)
    expect(run).toMatchObject({ state: 'taken_back', counts: { taken_back: 2, failed: 1, left: 1 } })
    expect(steps.items.map(({ state, why }) => [state, why])).toEqual([
      ['taken_back', null],
      ['taken_back', null],
      ['failed', 'taken'],
      ['left', 'stopped'],
    ])
    expect(await org.clinicianOfEach(ids)).toEqual([org.leaver, org.leaver, org.leaver, org.leaver])
    const { rows } = await app.db.pool.query(
      `SELECT entry->>'action' AS action FROM audit_outbox WHERE entry->'target'->>'id' = $1 ORDER BY created_at`,
      [run.id],
    )
    expect(rows.map(({ action }) => action)).toEqual(['appointments.reassigned', 'appointments.taken_back'])
    expect((await org.desk.history({ id: ids[0] ?? '' })).items).toMatchObject([{ takenBack: true }])
  })

  it('turns round when the new clinician leaves in the middle', async () => {
    const ids = await org.bookDays(org.leaver, [1, 2])
    const { id } = await org.reassign({ mode: 'all_or_nothing' })
    expect(await takeStep(app.system, await org.openRun(id))).toBe('moved')
    await org.leave(org.helper)
    app.reassignments.start()
    const { run, steps } = await org.ended(id)
    expect(run.state).toBe('taken_back')
    expect(steps.items.map(({ why }) => why)).toEqual([null, 'clinician_left'])
    expect(await org.clinicianOfEach(ids)).toEqual([org.leaver, org.leaver])
  })

  it('says what it could not take back', async () => {
    const ids = await org.bookDays(org.leaver, [1, 2])
    await org.book(org.helper, 2)
    const { id } = await org.reassign({ mode: 'all_or_nothing' })
    await takeStep(app.system, await org.openRun(id))
    // The first clinician is still here, and their free time is booked at once.
    await org.book(org.leaver, 1)
    app.reassignments.start()
    const { run, steps } = await org.ended(id)
    expect(run).toMatchObject({ state: 'taken_back', counts: { kept: 1, failed: 1 } })
    expect(steps.items[0]).toMatchObject({ state: 'kept', why: 'taken' })
    expect(await org.clinicianOfEach(ids)).toEqual([org.helper, org.leaver])
  })

  it('leaves alone what was cancelled meanwhile, and that is no failure', async () => {
    const ids = await org.bookDays(org.leaver, [1, 2])
    const { id } = await org.reassign({ mode: 'all_or_nothing' })
    await org.desk.cancel({ id: ids[0] ?? '' })
    app.reassignments.start()
    const { run, steps } = await org.ended(id)
    expect(run).toMatchObject({ state: 'done', counts: { moved: 1, left: 1 } })
    expect(steps.items[0]).toMatchObject({ state: 'left', why: 'cancelled' })
  })
})
