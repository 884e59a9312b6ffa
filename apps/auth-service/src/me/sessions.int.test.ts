import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type AuthFixture, startAuthFixture, type TestUser } from '../fixtures/auth-fixture.js'

let service: AuthFixture
beforeAll(async () => {
  service = await startAuthFixture({ db: await createTestDatabase('auth'), redis: await createTestRedis() })
})
afterAll(() => service.close())

const signIn = async (user: TestUser) => {
  const { cookie } = await service.signIn(user.email)
  return { cookie, token: (await service.get('/auth/token', { cookie })).json().token as string }
}
const statusOf = async ({ token }: { token: string }) => (await service.query('me.get', undefined, token)).status

it('are listed with the present one first, and nobody else’s', async () => {
  const [user, other] = [await service.addUser(), await service.addUser()]
  await signIn(other)
  await signIn(user)
  const { token } = await signIn(user)
  const { data } = await service.query('me.sessions', undefined, token)
  expect(data.items.map(({ current }: { current: boolean }) => current)).toEqual([true, false])
  expect(JSON.stringify(data)).not.toContain('token')
})

it('end one by one, and a token of an ended one is worth nothing at the next request', async () => {
  const user = await service.addUser()
  const [first, second] = [await signIn(user), await signIn(user)]
  const { data } = await service.query('me.sessions', undefined, second.token)
  const [, old] = data.items
  expect((await service.mutate('me.endSession', { id: old.id }, second.token)).data).toEqual({ ended: 1 })
  expect([await statusOf(first), await statusOf(second)]).toEqual([401, 200])
  expect((await service.mutate('me.endSession', { id: old.id }, second.token)).status).toBe(404)
})

it('can’t be ended by somebody else', async () => {
  const [user, other] = [await service.addUser(), await service.addUser()]
  const theirs = await signIn(other)
  const { data } = await service.query('me.sessions', undefined, theirs.token)
  const mine = await signIn(user)
  expect((await service.mutate('me.endSession', { id: data.items[0].id }, mine.token)).status).toBe(404)
  expect(await statusOf(theirs)).toBe(200)
})

it('all end at once, this one too, and the trail says so', async () => {
  const user = await service.addUser()
  const sessions = [await signIn(user), await signIn(user), await signIn(user)]
  const [mine] = sessions
  expect((await service.mutate('me.endSessions', {}, mine?.token)).data).toEqual({ ended: 3 })
  for (const session of sessions) expect(await statusOf(session)).toBe(401)
  const { rows } = await service.db.pool.query(
    `SELECT details FROM audit_entry WHERE actor_id = $1 AND action = 'session.ended'`,
    [user.id],
  )
  expect(rows).toEqual([{ details: { sessions: 3 } }])
})

it('end with another role', async () => {
  const user = await service.addUser({ role: 'viewer' })
  const session = await signIn(user)
  await service.db.pool.query(`UPDATE "user" SET role = 'operator' WHERE id = $1`, [user.id])
  expect(await statusOf(session)).toBe(401)
  expect((await service.get('/auth/token', { cookie: session.cookie })).statusCode).toBe(401)
})

it('of which a user has 10,000 are listed a hundred at a time, and signing in leaves twenty', async () => {
  const user = await service.addUser()
  const { token } = await signIn(user)
  await service.db.pool.query(
    `INSERT INTO session (id, expires_at, token, updated_at, user_id, created_at)
     SELECT gen_random_uuid(), now() + interval '1 hour', gen_random_uuid(), now(), $1, now() - n * interval '1 second'
     FROM generate_series(1, 10000) n`,
    [user.id],
  )
  const { data } = await service.query('me.sessions', undefined, token)
  expect(data.items).toHaveLength(100)
  expect(data.items[0].current).toBe(true)
  const last = await signIn(user)
  const after = await service.query('me.sessions', undefined, last.token)
  expect(after.data.items).toHaveLength(20)
})

it('is asked about by services, which learn nothing of one that has ended', async () => {
  const user = await service.addUser({ role: 'admin' })
  const { token } = await signIn(user)
  const { data } = await service.query('me.sessions', undefined, token)
  const ask = async () =>
    (
      await service.query(
        'directory.standing',
        { userId: user.id, sessionId: data.items[0].id },
        await service.serviceToken(),
      )
    ).data
  expect(await ask()).toEqual({
    ...{ tenantId: user.tenantId, role: 'admin', mustChangePassword: false, twoFactorRequired: false, platform: true },
  })
  await service.mutate('me.endSessions', {}, token)
  expect(await ask()).toBeNull()
})
