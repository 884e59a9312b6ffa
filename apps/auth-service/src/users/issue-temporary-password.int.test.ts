import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AuthFixture, clinic, startAuthFixture, type TestUser } from '../fixtures/auth-fixture.js'

let service: AuthFixture
let admin: TestUser
let token: string
beforeAll(async () => {
  service = await startAuthFixture({ db: await createTestDatabase('auth'), redis: await createTestRedis() })
  admin = await service.addUser({ role: 'admin', firstName: 'Farai', lastName: 'Ncube' })
  token = await service.tokenOf(admin)
})
afterAll(() => service.close())

const mutate = (path: string, input: unknown) => service.mutate(path, input, token)
const sql = (text: string, values: unknown[] = []) => service.db.pool.query(text, values)

describe('a temporary password', () => {
  it('ends the sessions, works once, and asks for another one', async () => {
    const user = await service.addUser({ role: 'viewer' })
    const { cookie } = await service.signIn(user.email)
    const answer = await mutate('users.issueTemporaryPassword', { id: user.id })
    expect(answer.data).toEqual({ email: user.email, temporaryPassword: expect.stringMatching(/^(\w{4}-){3}\w{4}$/) })
    expect((await service.get('/auth/token', { cookie })).statusCode).toBe(401)
    const theirs = await service.tokenOf(user, answer.data.temporaryPassword)
    expect((await service.query('me.get', undefined, theirs)).error.data.appCode).toBe('PASSWORD_CHANGE_REQUIRED')
    expect((await service.eventsOf(user.id)).map(({ type }) => type)).toEqual(['user.created', 'user.updated'])
    const { rows } = await sql('SELECT payload::text || changes::text AS text FROM user_event WHERE user_id = $1', [
      user.id,
    ])
    expect(rows.some(({ text }) => text.includes(answer.data.temporaryPassword))).toBe(false)
  })

  it('opens the door to a user who never had one', async () => {
    const created = await mutate('users.create', {
      email: 'fresh@example.org',
      firstName: 'F',
      lastName: 'R',
      role: 'viewer',
    })
    const answer = await mutate('users.issueTemporaryPassword', { id: created.data.id })
    expect((await service.signIn('fresh@example.org', answer.data.temporaryPassword)).answer.statusCode).toBe(200)
    expect(created.data).not.toHaveProperty('tenantId', clinic)
  })
})
