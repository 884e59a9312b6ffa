import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AuthFixture, startAuthFixture, type TestUser } from '../fixtures/auth-fixture.js'

const phone = '+263772147919'
let service: AuthFixture
let admin: string
let viewer: TestUser
let token: string
let person: TestUser
beforeAll(async () => {
  service = await startAuthFixture({ db: await createTestDatabase('auth'), redis: await createTestRedis() })
  admin = await service.tokenOf(await service.addUser({ role: 'admin' }))
  viewer = await service.addUser({ role: 'viewer', email: 'who.looks@example.org' })
  token = await service.tokenOf(viewer)
  person = await service.addUser({ firstName: 'Zoé', lastName: 'Traoré', email: 'hidden.box@example.org' })
  await service.db.pool.query(
    `UPDATE "user" SET phone_number = $2, email = 'other.box@example.org', matricule = 'M-77' WHERE id = $1`,
    [person.id, phone],
  )
})
afterAll(() => service.close())

describe('whoever may not see contact', () => {
  it.each([
    ['users.list', () => ({})],
    ['users.byId', () => ({ id: person.id })],
    ['users.byIds', () => ({ ids: [person.id] })],
    ['users.history', () => ({ id: person.id })],
  ])('gets none of it from %s', async (name, input) => {
    const { status, text } = await service.query(name, input(), token)
    expect(status).toBe(200)
    expect(text).not.toMatch(/hidden|other\.box|2147/)
    expect(text).toContain('•••@example.org')
    expect((await service.query(name, input(), admin)).text).toContain('other.box@example.org')
  })

  it('still sees their own', async () => {
    expect((await service.query('users.byId', { id: viewer.id }, token)).data.email).toBe('who.looks@example.org')
  })

  it.each([
    ['traore', 1],
    ['zoé m-77', 1],
    ['hidden', 0],
    ['other.box', 0],
    ['example.org', 0],
    ['traore other', 0],
    ['772147919', 0],
    ['2147', 0],
    ['@', 0],
  ])('finds people by name and matricule only: %j finds %i', async (search, total) => {
    expect((await service.query('users.list', { search }, token)).data.total).toBe(total)
  })

  it('can’t sort by it, in either order, and is told what to do', async () => {
    for (const order of ['asc', 'desc']) {
      const answer = await service.query('users.list', { sort: 'email', order }, token)
      expect([answer.status, answer.error.data.fields[0].path]).toEqual([403, 'sort'])
      expect(answer.error.message).toContain('sort by name')
    }
    expect((await service.query('users.list', { sort: 'email' }, admin)).status).toBe(200)
  })

  it('gets cursors that hold none of it', async () => {
    for (const sort of ['name', 'role', 'updatedAt', 'createdAt']) {
      const { nextCursor } = (await service.query('users.list', { sort, limit: 1 }, token)).data
      expect(Buffer.from(nextCursor, 'base64url').toString()).not.toContain('@')
    }
  })
})
