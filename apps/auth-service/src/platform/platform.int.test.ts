import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AuthFixture, clinic, elsewhere, startAuthFixture, type TestUser } from '../fixtures/auth-fixture.js'
import { type SubscriberServer, startSubscriberServer } from '../fixtures/subscriber-server.js'

let fixture: AuthFixture
let clinical: SubscriberServer
let owner: TestUser
let token: string
const kept = (tenantId: string, versions: number, parked = 0) => ({ tenantId, kept: { users: 1, versions }, parked })
beforeAll(async () => {
  clinical = await startSubscriberServer({ health: () => ({ tenants: [], keepsEveryone: true }) })
  fixture = await startAuthFixture({
    ...{ db: await createTestDatabase('auth'), redis: await createTestRedis() },
    subscriberUrls: { clinical: clinical.url },
  })
  owner = await fixture.addUser({ role: 'admin' })
  token = await fixture.tokenOf(owner)
})
afterAll(async () => {
  await fixture.close()
  await clinical.close()
})

const organisations = async () => (await fixture.query('platform.organisations', undefined, token)).data.items
const administrator = { email: 'first@clinic.test', firstName: 'First', lastName: 'Administrator' }
const create = (input: Record<string, unknown> = {}, by = token) =>
  fixture.mutate(
    'platform.createOrganisation',
    { name: 'Hôpital de Man', timeZone: 'Africa/Abidjan', administrator, ...input },
    by,
  )
const count = async (sql: string) => Number((await fixture.db.pool.query(sql)).rows[0].count)

describe('organisations', () => {
  it('are told in numbers, by organisation, and nobody is named', async () => {
    const person = await fixture.addUser({ tenantId: elsewhere, role: 'admin', lastName: 'Secret' })
    await fixture.db.pool.query('UPDATE "user" SET is_active = false WHERE id = $1', [
      (await fixture.addUser({ tenantId: elsewhere })).id,
    ])
    clinical.answer('health', () => ({ keepsEveryone: true, tenants: [kept(clinic, 1), kept(elsewhere, 1, 2)] }))
    const items = await organisations()
    expect(items).toMatchObject([
      {
        ...{ id: clinic, name: 'Clinic', timeZone: 'Africa/Harare', isPlatform: true },
        ...{ people: 1, active: 1, administrators: 1, outbox: 1, held: 0 },
        subscribers: { clinical: { behind: 0, parked: 0 }, chat: null },
      },
      {
        ...{ id: elsewhere, isPlatform: false, people: 2, active: 1, administrators: 1, outbox: 3, held: 0 },
        // Two new people and one change of theirs, of which one version has arrived.
        subscribers: { clinical: { behind: 2, parked: 2 }, chat: null },
      },
    ])
    expect(JSON.stringify(items)).not.toMatch(new RegExp(`${person.id}|${person.email}|Secret`))
  })

  it('a store that need not keep everyone has nobody behind', async () => {
    clinical.answer('health', () => ({ keepsEveryone: false, tenants: [{ tenantId: clinic, kept: null, parked: 3 }] }))
    expect((await organisations())[0].subscribers.clinical).toEqual({ behind: null, parked: 3 })
  })

  it('are for the platform’s administrators alone', async () => {
    for (const refused of [
      await fixture.addUser({ role: 'operator' }),
      await fixture.addUser({ role: 'admin', tenantId: elsewhere }),
    ]) {
      const by = await fixture.tokenOf(refused)
      expect((await fixture.query('platform.organisations', undefined, by)).status).toBe(403)
      expect((await create({}, by)).status).toBe(403)
    }
    expect(await count('SELECT count(*) FROM organisation')).toBe(2)
  })

  it('whose mark is taken away manage nothing at the next request', async () => {
    await fixture.db.pool.query('UPDATE organisation SET is_platform = false WHERE id = $1', [clinic])
    expect((await fixture.query('platform.organisations', undefined, token)).status).toBe(403)
    await fixture.db.pool.query('UPDATE organisation SET is_platform = true WHERE id = $1', [clinic])
    expect((await fixture.query('platform.organisations', undefined, token)).status).toBe(200)
  })
})

describe('a new organisation', () => {
  it('has an administrator who is invited, and stands in the trail', async () => {
    const { data } = await create()
    expect(data.organisation).toMatchObject({ name: 'Hôpital de Man', timeZone: 'Africa/Abidjan' })
    const { rows } = await fixture.db.pool.query(
      `SELECT u.id, u.role, o.is_platform AS platform, e.actor_id AS actor FROM "user" u
       JOIN organisation o ON o.id = u.tenant_id JOIN user_event e ON e.user_id = u.id WHERE u.email = $1`,
      [administrator.email],
    )
    expect(rows).toEqual([{ id: expect.any(String), role: 'admin', platform: false, actor: owner.id }])
    const [, linkToken] = data.invitation.link.split('#')
    const newPassword = 'nine loud geese 77'
    expect((await fixture.post('/auth/reset-password', { token: linkToken, newPassword })).statusCode).toBe(200)
    expect((await fixture.signIn(administrator.email, newPassword)).answer.statusCode).toBe(200)
    const trail = await fixture.db.pool.query(
      `SELECT tenant_id AS tenant, actor_id AS actor, target_id AS target, details FROM audit_entry
       WHERE action = 'organisation.created'`,
    )
    expect(trail.rows).toEqual([
      {
        ...{ tenant: clinic, actor: owner.id, target: data.organisation.id },
        details: { name: 'Hôpital de Man', timeZone: 'Africa/Abidjan' },
      },
    ])
    // Nobody of it is to be seen by who made it.
    expect((await fixture.query('users.byId', { id: rows[0].id }, token)).status).toBe(404)
  })

  it('is not there at all when its administrator’s address is in use, which is answered as for any user', async () => {
    const before = await count('SELECT count(*) FROM organisation')
    const refused = await create({ name: 'Second', administrator: { ...administrator, email: owner.email } })
    const user = { email: owner.email, firstName: 'A', lastName: 'B', role: 'staff' }
    const same = await fixture.mutate('users.create', user, token)
    expect([refused.status, refused.error.message]).toEqual([409, same.error.message])
    expect(await count('SELECT count(*) FROM organisation')).toBe(before)
    expect(await count(`SELECT count(*) FROM audit_entry WHERE details->>'name' = 'Second'`)).toBe(0)
  })

  it.each([
    [{ timeZone: 'Mars/Olympus' }, 'timeZone'],
    [{ timeZone: '+02:00' }, 'timeZone'],
    [{ name: '' }, 'name'],
    [{ name: 'Two\nlines' }, 'name'],
    [{ administrator: { ...administrator, role: 'doctor' } }, 'administrator'],
    [{ isPlatform: true }, 'isPlatform'],
  ])('is refused with %j', async (input, named) => {
    const answer = await create(input)
    expect([answer.status, answer.error.message.includes(named)]).toEqual([400, true])
  })
})
