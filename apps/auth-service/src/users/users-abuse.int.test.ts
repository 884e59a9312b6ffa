import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AuthFixture, elsewhere, startAuthFixture, type TestUser } from '../fixtures/auth-fixture.js'

let service: AuthFixture
let token: string
let user: TestUser
let foreign: TestUser
beforeAll(async () => {
  service = await startAuthFixture({ db: await createTestDatabase('auth'), redis: await createTestRedis() })
  token = await service.tokenOf(await service.addUser({ role: 'admin' }))
  user = await service.addUser()
  foreign = await service.addUser({ tenantId: elsewhere })
})
afterAll(() => service.close())

const person = { email: 'someone@example.org', firstName: 'Some', lastName: 'One', role: 'staff' }
const own = () => user.id

describe('strict inputs', () => {
  it.each([
    ['users.list', { sort: 'passwordHash' }, 'sort', 'expected one of name, email, role, updatedAt, createdAt'],
    ['users.list', { limit: 1e9 }, 'limit', 'expected 1 to 200'],
    ['users.list', { limit: 0 }, 'limit', 'expected 1 to 200'],
    ['users.list', { tenantId: elsewhere }, '', 'unknown field tenantId'],
    ['users.list', { roles: ['root'] }, 'roles.0', 'expected one of admin'],
    ['users.list', { cursor: 'bm9uc2Vuc2U' }, 'cursor', 'not a cursor'],
    ['users.byId', {}, 'id', 'UUID'],
    ['users.byId', { id: 'robert' }, 'id', 'UUID'],
    ['users.byIds', { ids: Array(501).fill('x') }, 'ids', 'at most 500'],
    ['users.history', { id: 'x', cursor: '-1' }, 'id', 'UUID'],
  ])('query %s %j names the fault', async (path, input, field, words) => {
    const answer = await service.query(path, input, token)
    expect([answer.status, answer.error.data.appCode]).toEqual([400, 'BAD_INPUT'])
    expect(answer.error.data.fields[0]).toEqual({ path: field, message: expect.stringContaining(words) })
  })

  it.each([
    [{ ...person, role: 'superuser' }, 'role', 'expected one of admin'],
    [{ ...person, version: 7 }, '', 'unknown field version'],
    [{ ...person, tenantId: elsewhere, emailVerified: true }, '', 'unknown field tenantId, emailVerified'],
    [{ ...person, firstName: 'x'.repeat(10_000) }, 'firstName', 'at most 100 characters'],
    [{ ...person, firstName: '  ' }, 'firstName', 'at least 1'],
    [{ ...person, lastName: 'Moyo\r\nSet-Cookie: a=b' }, 'lastName', 'control characters'],
    [{ ...person, lastName: 'Moyo\u001b[31m' }, 'lastName', 'control characters'],
    [{ ...person, email: 'nobody' }, 'email', 'name@example.org'],
    [{ ...person, email: `${'x'.repeat(250)}@example.org` }, 'email', '254'],
    [{ ...person, phoneNumber: '0771234567' }, 'phoneNumber', 'starts with +'],
    [{ ...person, phoneNumber: '+1' }, 'phoneNumber', 'country code'],
    [{ ...person, avatar: 'javascript:alert(1)' }, 'avatar', 'https://'],
    [{ ...person, avatar: 'http://example.org/a.png' }, 'avatar', 'https://'],
    [{ ...person, sexe: 'm' }, 'sexe', 'expected one of F, M, X'],
    [{ ...person, matricule: 'x'.repeat(65) }, 'matricule', 'at most 64'],
  ])('users.create %# names the fault and creates nobody', async (input, field, words) => {
    const answer = await service.mutate('users.create', input, token)
    expect([answer.status, answer.error.data.appCode]).toEqual([400, 'BAD_INPUT'])
    expect(answer.error.data.fields[0]).toEqual({ path: field, message: expect.stringContaining(words) })
    expect((await service.query('users.list', { search: 'someone' }, token)).data.total).toBe(0)
  })

  it.each([
    ['users.remove', () => ({}), 'id'],
    ['users.remove', () => ({ id: null }), 'id'],
    ['users.update', () => ({ id: own(), expectedVersion: 1, changes: {} }), 'changes'],
    ['users.update', () => ({ id: own(), changes: { firstName: 'X' } }), 'expectedVersion'],
    ['users.update', () => ({ id: own(), expectedVersion: 1, changes: { version: 9 } }), 'changes'],
    ['users.update', () => ({ id: own(), expectedVersion: 1, changes: { firstName: null } }), 'changes.firstName'],
    ['users.setRole', () => ({ id: own(), role: 'root' }), 'role'],
  ])('%s %# is refused at %s', async (path, input, field) => {
    const answer = await service.mutate(path, input(), token)
    expect([answer.status, answer.error.data.fields[0].path]).toEqual([400, field])
    expect(await service.eventsOf(user.id)).toHaveLength(1)
  })

  it('a mutation by GET does nothing', async () => {
    const url = `/trpc/users.remove?input=${encodeURIComponent(JSON.stringify({ id: user.id }))}`
    expect((await service.get(url, { authorization: `Bearer ${token}` })).statusCode).toBe(405)
    expect(await service.eventsOf(user.id)).toHaveLength(1)
  })
})

describe('another organisation', () => {
  it.each([
    ['query', 'users.byId', {}],
    ['query', 'users.history', {}],
    ['mutation', 'users.update', { expectedVersion: 1, changes: { firstName: 'X' } }],
    ['mutation', 'users.update', { expectedVersion: 9, changes: { firstName: 'X' } }],
    ['mutation', 'users.setRole', { role: 'admin' }],
    ['mutation', 'users.activate', {}],
    ['mutation', 'users.deactivate', {}],
    ['mutation', 'users.remove', { expectedVersion: 1 }],
    ['mutation', 'users.restore', {}],
    ['mutation', 'users.issueTemporaryPassword', {}],
  ] as const)('%s %s %j answers its user exactly as an unknown one', async (type, path, rest) => {
    const ask = async (id: string) => {
      const answer = await (type === 'query' ? service.query : service.mutate)(path, { id, ...rest }, token)
      const text = answer.text.replaceAll(id, 'ID').replace(answer.error.data.requestId, 'REQUEST')
      return { status: answer.status, text }
    }
    const unknown = await ask('0192f000-0000-7000-8000-0000000000ff')
    expect(unknown.status).toBe(404)
    expect(await ask(foreign.id)).toEqual(unknown)
    expect(await service.eventsOf(foreign.id)).toHaveLength(1)
  })

  it('is not in lists, and an unknown id among many does not hide the others', async () => {
    const unknown = '0192f000-0000-7000-8000-0000000000ff'
    const { data } = await service.query('users.byIds', { ids: ['bad', foreign.id, user.id, unknown, user.id] }, token)
    expect(data.items.map(({ id }: { id: string }) => id)).toEqual([user.id])
    expect(data.errors).toEqual([
      { id: 'bad', code: 'BAD_INPUT', message: expect.any(String) },
      { id: foreign.id, code: 'NOT_FOUND', message: `User with ID ${foreign.id} not found` },
      { id: unknown, code: 'NOT_FOUND', message: `User with ID ${unknown} not found` },
    ])
    expect((await service.query('users.list', { search: foreign.email, state: 'all' }, token)).data.total).toBe(0)
  })
})
