import { randomUUID } from 'node:crypto'
import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type AuthFixture, elsewhere, startAuthFixture, type TestUser } from '../fixtures/auth-fixture.js'

let service: AuthFixture
let admin: string
let adminId: string
beforeAll(async () => {
  service = await startAuthFixture({ db: await createTestDatabase('auth'), redis: await createTestRedis() })
  const user = await service.addUser({ role: 'admin' })
  adminId = user.id
  admin = await service.tokenOf(user)
})
afterAll(() => service.close())

const signIn = async (user: TestUser) => {
  const { cookie } = await service.signIn(user.email)
  return { cookie, token: (await service.get('/auth/token', { cookie })).json().token as string }
}
const statusOf = async ({ token }: { token: string }) => (await service.query('me.get', undefined, token)).status
const sessionsOf = async (id: string) => (await service.query('users.sessions', { id }, admin)).data.items

it('of somebody are listed without their tokens, and nobody else’s', async () => {
  const [user, other] = [await service.addUser(), await service.addUser()]
  await signIn(other)
  const { token } = await signIn(user)
  const items = await sessionsOf(user.id)
  expect(items).toMatchObject([{ current: false, createdAt: expect.any(String), lastSeenAt: expect.any(String) }])
  const { rows } = await service.db.pool.query('SELECT token FROM session WHERE user_id = $1', [user.id])
  expect(JSON.stringify(items)).not.toContain(rows[0].token)
  expect(JSON.stringify(items)).not.toContain(token)
})

it('end one by one: its token is worth nothing at the next request, and the others stand', async () => {
  const user = await service.addUser()
  const [first, second] = [await signIn(user), await signIn(user)]
  const [, old] = await sessionsOf(user.id)
  const end = { id: user.id, sessionId: old.id }
  expect((await service.mutate('users.endSessions', end, admin)).data).toEqual({ ended: 1 })
  expect([await statusOf(first), await statusOf(second)]).toEqual([401, 200])
  expect((await service.mutate('users.endSessions', end, admin)).status).toBe(404)
})

it('all end at once, and the trail says who ended whose', async () => {
  const user = await service.addUser()
  const sessions = [await signIn(user), await signIn(user)]
  expect((await service.mutate('users.endSessions', { id: user.id }, admin)).data).toEqual({ ended: 2 })
  for (const session of sessions) expect(await statusOf(session)).toBe(401)
  expect(await sessionsOf(user.id)).toEqual([])
  const { rows } = await service.db.pool.query(
    `SELECT actor_id, details FROM audit_entry WHERE action = 'session.ended' AND target_id = $1`,
    [user.id],
  )
  expect(rows).toEqual([{ actor_id: adminId, details: { sessions: 2 } }])
})

it('of one person are not ended by another person’s id', async () => {
  const [user, other] = [await service.addUser(), await service.addUser()]
  const theirs = await signIn(other)
  const [session] = await sessionsOf(other.id)
  const answer = await service.mutate('users.endSessions', { id: user.id, sessionId: session.id }, admin)
  expect(answer.status).toBe(404)
  expect(await statusOf(theirs)).toBe(200)
})

it('of another organisation’s person are answered as those of an unknown one, and stand', async () => {
  const foreign = await service.addUser({ tenantId: elsewhere })
  const theirs = await signIn(foreign)
  const unknown = randomUUID()
  const plain = ({ status, error }: { status: number; error: { message: string } }, id: string) =>
    `${status} ${error.message.replace(id, '')}`
  expect(plain(await service.query('users.sessions', { id: foreign.id }, admin), foreign.id)).toBe(
    plain(await service.query('users.sessions', { id: unknown }, admin), unknown),
  )
  expect(plain(await service.mutate('users.endSessions', { id: foreign.id }, admin), foreign.id)).toBe(
    plain(await service.mutate('users.endSessions', { id: unknown }, admin), unknown),
  )
  expect(await statusOf(theirs)).toBe(200)
})

it.each(['operator', 'viewer', 'doctor'] as const)('are not for a role of %s to see or end', async (role) => {
  const user = await service.addUser()
  const theirs = await signIn(user)
  const token = await service.tokenOf(await service.addUser({ role }))
  expect((await service.query('users.sessions', { id: user.id }, token)).status).toBe(403)
  expect((await service.mutate('users.endSessions', { id: user.id }, token)).status).toBe(403)
  expect(await statusOf(theirs)).toBe(200)
})
