import { randomUUID } from 'node:crypto'
import { sampleEvent, sampleTenantId } from '@rollcall/subscriber/test-support/sample-event'
import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../fixtures/test-app.js'
import type { DirectoryPerson } from './find-in-directory.js'

/** The directory's people, by organisation, found by the words of their names as auth-service does. */
const people: (DirectoryPerson & { tenantId: string })[] = []
let paused: string[] = []
interface Asked {
  tenantId?: unknown
  search?: unknown
  userId?: unknown
  limit?: unknown
}
function find({ tenantId, search, userId, limit }: Asked) {
  const words = String(search ?? '')
    .toLowerCase()
    .split(/\s+/)
  const found = people.filter(
    (person) =>
      person.tenantId === tenantId &&
      (userId ? person.id === userId : words.every((word) => person.fullName.toLowerCase().includes(word))),
  )
  return { items: found.slice(0, Number(limit)), total: found.length, pausedSubscribers: paused }
}

let app: TestApp
beforeAll(async () => {
  app = await createTestApp(await createTestDatabase('user'), await createTestRedis(), { procedures: { find } })
})
afterAll(async () => {
  await app.subscriber.stop()
  await app.close()
})
beforeEach(async () => {
  app.directoryServer.setDown(false)
  people.length = 0
  paused = []
  await app.db.pool.query('TRUNCATE directory_user, parked_event')
})

function add(fullName: string, changed: Partial<DirectoryPerson & { tenantId: string }> = {}) {
  const person = {
    ...{ id: randomUUID(), tenantId: sampleTenantId, fullName, version: 1, role: 'doctor', isActive: true },
    ...{ deletedAt: null, changedAt: '2026-01-01T08:00:00.000Z', holdId: null, publishedVersion: 1, inOutbox: false },
    ...changed,
  }
  people.push(person)
  return person
}
const explain = (input: { search?: string; userId?: string; roles?: ('doctor' | 'nurse')[] }) =>
  app.as({ role: 'receptionist' }).clinicians.explain(input)
const reasons = async (search: string) =>
  (await explain({ search })).items.map(({ fullName, reason, action }) => [fullName, reason, action])

describe('clinicians.explain', () => {
  it('explains everyone of that name, in the directory’s order', async () => {
    const [listed, gone] = [add('Rudo Sibanda'), add('Rudo Moyo', { isActive: false, version: 2 })]
    add('Rudo Ncube')
    await app.arrive({ firstName: 'Rudo', lastName: 'Sibanda' }, 1, listed.id)
    await app.arrive({ firstName: 'Rudo', lastName: 'Moyo', isActive: false }, 2, gone.id)
    expect(await reasons('rudo')).toEqual([
      ['Rudo Sibanda', 'listed', 'none'],
      ['Rudo Moyo', 'deactivated', 'activate'],
      ['Rudo Ncube', 'unknown_here', 'repair'],
    ])
    expect((await explain({ search: 'ncube' })).items).toMatchObject([
      { facts: { directory: { version: 1, role: 'doctor' }, kept: null, parked: null } },
    ])
  })

  it('agrees with the list about who is in it', async () => {
    const roles: ('doctor' | 'nurse')[] = ['doctor']
    for (const [index, changed] of [{}, { role: 'nurse' }, { isActive: false }, { role: 'staff' }].entries()) {
      const person = add(`Rudo Number${index}`, changed)
      await app.arrive({ firstName: 'Rudo', lastName: `Number${index}`, ...changed }, 1, person.id)
    }
    const { items } = await app.as().clinicians.list({ search: 'rudo', roles })
    const explained = (await explain({ search: 'rudo', roles })).items.filter(({ reason }) => reason === 'listed')
    expect(explained.map(({ userId }) => userId)).toEqual(items.map(({ id }) => id))
  })

  it('finds who is listed under a name that the directory does not have any more', async () => {
    const renamed = await app.arrive({ firstName: 'Old', lastName: 'Name' })
    const { items } = await explain({ search: 'old name' })
    expect(items).toMatchObject([{ userId: renamed, reason: 'listed', facts: { directory: null } }])
  })

  it('names the parked event that keeps somebody from arriving, and that the queue is paused', async () => {
    const { id } = add('Park Ed')
    await app.db.pool.query(
      `INSERT INTO parked_event (event_id, user_id, user_version, tenant_id, event, error, state, attempts, kind)
       VALUES ($1, $2, 1, $3, $4, 'invalid byte sequence', 'parked', 8, 'refused')`,
      [randomUUID(), id, sampleTenantId, JSON.stringify(sampleEvent(id, 1))],
    )
    const { items } = await explain({ userId: id })
    expect(items).toMatchObject([{ reason: 'parked', action: 'retry', facts: { parked: { attempts: 8 } } }])
    const { rows } = await app.db.pool.query('SELECT id::text FROM parked_event')
    expect(items[0]?.parkedId).toBe(rows[0].id)
    expect(JSON.stringify(items)).not.toContain('invalid byte sequence')

    add('Wai Ting')
    paused = ['chat']
    expect(await reasons('wai')).toEqual([['Wai Ting', 'unknown_here', 'repair']])
    paused = ['clinical']
    expect(await reasons('wai')).toEqual([['Wai Ting', 'paused', 'resume']])
  })

  it('says that nobody goes by that name, or that more do than are shown', async () => {
    expect(await explain({ search: 'nobody' })).toEqual({
      ...{ items: [], total: 0, directoryAnswers: true },
      message: expect.stringMatching(/“nobody”.*Check the spelling/),
    })
    for (let index = 0; index < 12; index++) add(`Many ${index}`)
    const { items, message, total } = await explain({ search: 'many' })
    expect(items).toHaveLength(10)
    expect(total).toBe(12)
    expect(message).toMatch(/12 people .* 10 are shown/)
  })

  it('answers from its own store while the directory is away, and says so', async () => {
    await app.arrive({ firstName: 'Ina', lastName: 'Inactive', isActive: false })
    await app.arrive({ firstName: 'Ina', lastName: 'Listed' })
    app.directoryServer.setDown(true)
    expect((await reasons('ina')).map(([, reason]) => reason).sort()).toEqual(['deactivated', 'listed'])
    expect(await explain({ search: 'ina' })).toMatchObject({
      ...{ directoryAnswers: false, total: 2, message: expect.stringMatching(/directory does not answer/) },
    })
    expect(await explain({ search: 'unheard' })).toMatchObject({
      ...{ items: [], message: expect.stringMatching(/directory does not answer.*here/) },
    })
  })

  it('answers another organisation’s person exactly as nobody, with the directory up or away', async () => {
    const tenantId = randomUUID()
    const foreign = add('Fore Ign', { tenantId })
    await app.arrive({ firstName: 'Fore', lastName: 'Ign', tenantId }, 1, foreign.id)
    for (const down of [false, true]) {
      app.directoryServer.setDown(down)
      const answer = await explain({ userId: foreign.id })
      expect(answer).toEqual(await explain({ userId: randomUUID() }))
      expect(answer.items).toEqual([])
      expect((await explain({ search: 'fore ign' })).items).toEqual([])
    }
  })

  it.each([
    [{}, /either search or userId/],
    [{ search: 'ab', userId: randomUUID() }, /either search or userId/],
    [{ search: ' a ' }, /2 to 200 characters/],
    [{ search: 'x'.repeat(201) }, /2 to 200 characters/],
    [{ userId: '1' }, /id of a user/],
    [{ search: 'ab', tenantId: randomUUID() }, /unknown field tenantId/],
  ])('refuses %j in words', async (input, words) => {
    await expect(explain(input)).rejects.toMatchObject({ code: 'BAD_REQUEST', message: expect.stringMatching(words) })
  })

  it('is closed to who may not see appointments', async () => {
    await expect(app.as({ role: 'operator' }).clinicians.explain({ search: 'rudo' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
  })
})
