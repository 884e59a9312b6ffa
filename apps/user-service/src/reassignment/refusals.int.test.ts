import { randomUUID } from 'node:crypto'
import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openReassignmentDesk, type ReassignmentDesk } from '../fixtures/reassignment-desk.js'
import { createTestApp, type TestApp } from '../fixtures/test-app.js'

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

const fault = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  )

describe('appointments.reassign refuses', () => {
  it('a second run over the same appointments while the first has not ended, and begins nothing', async () => {
    const [first = ''] = await org.bookDays(org.leaver, [1, 2])
    const { id } = await org.reassign()
    const error = await fault(org.reassign({ clinicianId: undefined, ids: [first] }))
    expect(error).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('under way') })
    expect((await org.desk.reassignments()).total).toBe(1)
    app.reassignments.start()
    await org.ended(id)
    await expect(
      org.desk.reassign({ ids: [first], to: 'suggested', mode: 'as_many', reason: 'Again' }),
    ).resolves.toMatchObject({ total: 1 })
  })

  it('whom nobody can book, the same clinician, and nothing to do', async () => {
    const staff = await org.arrive({ role: 'staff' })
    await org.book(org.leaver, 1)
    expect(await fault(org.reassign({ to: staff }))).toMatchObject({ code: 'CONFLICT', message: /is not a clinician/ })
    expect(await fault(org.reassign({ to: org.leaver }))).toMatchObject({ code: 'CONFLICT', message: /already/ })
    expect(await fault(org.reassign({ clinicianId: org.helper, to: org.leaver }))).toMatchObject({ code: 'CONFLICT' })
    expect(await fault(org.reassign({ ids: [randomUUID()] }))).toMatchObject({ code: 'BAD_REQUEST' })
  })

  it('another organisation’s people and appointments exactly as unknown ones', async () => {
    const [theirs = ''] = await org.bookDays(org.leaver, [1])
    const { id } = await org.reassign()
    const stranger = app.as({ tenantId: randomUUID() }).appointments
    const ask = { to: 'suggested', mode: 'as_many', reason: 'x' } as const
    for (const attempt of [
      (unknown: string | null) => stranger.reassign({ ...ask, ids: [unknown ?? theirs] }),
      (unknown: string | null) => stranger.reassign({ ...ask, clinicianId: unknown ?? org.leaver }),
      (unknown: string | null) => stranger.reassignment({ id: unknown ?? id }),
      (unknown: string | null) => stranger.history({ id: unknown ?? theirs }),
    ]) {
      const nobody = randomUUID()
      const [foreign, unknown] = [await fault(attempt(null)), await fault(attempt(nobody))]
      expect(foreign).toMatchObject({ code: 'NOT_FOUND' })
      const plain = (error: unknown) => String(error).replace(/[0-9a-f-]{36}/, '')
      expect(plain(foreign)).toBe(plain(unknown))
    }
    expect(await stranger.suggest({ clinicianId: org.leaver })).toEqual({ items: [], nextCursor: null, total: 0 })
    expect(await stranger.count({ clinicianId: org.leaver })).toEqual({ count: 0, next: null })
  })

  it.each(['doctor', 'viewer', 'staff'])('a role of %s', async (role) => {
    const person = app.as({ tenantId: org.tenantId, role, userId: org.leaver }).appointments
    const attempt = person.reassign({ clinicianId: org.leaver, to: org.helper, mode: 'as_many', reason: 'x' })
    expect(await fault(attempt)).toMatchObject({ code: 'FORBIDDEN' })
  })
})
