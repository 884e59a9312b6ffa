import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addOrganisation, type Person } from './support/people.js'
import type { SignedIn } from './support/sign-in.js'
import { openWorld, type World } from './support/world.js'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

/** What takes an administrator away. */
const deeds = [
  ['users.remove', {}],
  ['users.deactivate', {}],
  ['users.setRole', { role: 'viewer' }],
  ['users.update', { expectedVersion: 1, changes: { role: 'doctor' } }],
  ['users.update', { expectedVersion: 1, changes: { isActive: false } }],
] as const
const administrators = (tenantId: string) =>
  world.count(
    'auth',
    `SELECT count(*) FROM "user" WHERE tenant_id = $1 AND role = 'admin' AND is_active AND deleted_at IS NULL`,
    [tenantId],
  )
const act = (session: SignedIn, procedure: string, target: Person, input: object) =>
  world.services.post('authService', procedure, { id: target.id, ...input }, session.token)

describe.each(deeds)('%s %j', (procedure, input) => {
  it('leaves an organisation its last administrator', async () => {
    const tenantId = await addOrganisation(world.pools.auth, 'Lonely')
    const admin = await world.add({}, tenantId)
    const operator = await world.add({ role: 'operator' }, tenantId)
    const [own, others] = [await world.signIn(admin), await world.signIn(operator)]
    const answer = await act(own, procedure, admin, input)
    expect([answer.status, answer.error?.appCode]).toEqual([409, 'CONFLICT'])
    expect((await act(others, procedure, admin, input)).status).toBe(403)
    expect([await administrators(tenantId), await world.versionOf(admin.id)]).toEqual([1, 1])
    expect((await world.services.post('authService', 'users.list', {}, own.token)).status).toBe(200)
  })

  it('by two administrators against each other, at once, leaves one', async () => {
    const tenantId = await addOrganisation(world.pools.auth, 'Rivals')
    const [one, other] = [await world.add({}, tenantId), await world.add({}, tenantId)]
    const [first, second] = [await world.signIn(one), await world.signIn(other)]
    const answers = await Promise.all([act(first, procedure, other, input), act(second, procedure, one, input)])
    // Whoever came second was the last one, or was not an administrator any more.
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    for (const { status } of answers) expect([200, 401, 403, 409]).toContain(status)
    expect(await administrators(tenantId)).toBe(1)
  })
})

it('three administrators who each remove the other two leave one', async () => {
  const tenantId = await addOrganisation(world.pools.auth, 'Rivals')
  const people = [await world.add({}, tenantId), await world.add({}, tenantId), await world.add({}, tenantId)]
  const sessions: SignedIn[] = []
  for (const person of people) sessions.push(await world.signIn(person))
  const everyone = people.flatMap((target, index) =>
    sessions.filter((_, other) => other !== index).map((session) => act(session, 'users.deactivate', target, {})),
  )
  for (const { status } of await Promise.all(everyone)) expect([200, 401, 403, 409]).toContain(status)
  expect(await administrators(tenantId)).toBe(1)
})

it('nobody makes themselves more than they are', async () => {
  for (const role of ['operator', 'receptionist', 'viewer', 'doctor', 'staff'] as const) {
    const person = await world.add({ role })
    const session = await world.signIn(person)
    for (const [procedure, input] of [
      ['users.setRole', { role: 'admin' }],
      ['users.update', { expectedVersion: 1, changes: { role: 'admin' } }],
      ['users.issueTemporaryPassword', {}],
      ['users.sendLink', {}],
    ] as const) {
      const answer = await act(session, procedure, person, input)
      expect([role, procedure, answer.status]).toEqual([role, procedure, 403])
    }
    const created = await world.services.post(
      'authService',
      'users.create',
      { email: `${role}-made@abuse.test`, firstName: 'A', lastName: 'B', role: 'admin' },
      session.token,
    )
    expect([created.status, await world.versionOf(person.id)]).toEqual([403, 1])
  }
  expect(await world.count('auth', `SELECT count(*) FROM "user" WHERE email LIKE '%-made@abuse.test'`)).toBe(0)
})

it('an administrator of one organisation is nobody in another, and no administrator of the installation', async () => {
  const { token } = await world.signIn(await world.add())
  const before = await world.count('auth', 'SELECT count(*) FROM organisation')
  const administrator = { email: 'platform@abuse.test', firstName: 'A', lastName: 'B' }
  const created = await world.services.post(
    'authService',
    'platform.createOrganisation',
    { name: 'Mine', timeZone: 'UTC', administrator },
    token,
  )
  const listed = await world.services.post('authService', 'platform.organisations', {}, token)
  expect([created.status, listed.status]).toEqual([403, 403])
  expect(listed.text).not.toContain(world.elsewhere)
  expect(await world.count('auth', 'SELECT count(*) FROM organisation')).toBe(before)
})
