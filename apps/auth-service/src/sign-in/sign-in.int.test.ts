import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { password, serviceSecret } from '../fixtures/auth-client.js'
import { type AuthFixture, portalUrl, startAuthFixture } from '../fixtures/auth-fixture.js'

let service: AuthFixture
beforeAll(async () => {
  service = await startAuthFixture({ db: await createTestDatabase('auth'), redis: await createTestRedis() })
})
afterAll(() => service.close())

const change = (cookie: string, currentPassword: string, newPassword: string, origin = portalUrl) =>
  service.post('/auth/change-password', { currentPassword, newPassword }, { cookie, origin })

describe('sign-in', () => {
  it('answers unknown, wrong, inactive and deleted accounts with the same body and status', async () => {
    const [active, inactive, deleted] = [await service.addUser(), await service.addUser(), await service.addUser()]
    await service.db.pool.query('UPDATE "user" SET is_active = false WHERE id = $1', [inactive.id])
    await service.db.pool.query('DELETE FROM "user" WHERE id = $1', [deleted.id])
    const answers = [
      await service.signIn('nobody@example.org'),
      await service.signIn(active.email, 'not the right one'),
      await service.signIn(inactive.email),
      await service.signIn(deleted.email),
    ].map(({ answer, cookie }) => ({ status: answer.statusCode, body: answer.body, cookie }))
    expect(answers[0]).toMatchObject({ status: 401, cookie: '' })
    expect(answers).toEqual(Array(4).fill(answers[0]))
    expect((await service.signIn(active.email)).answer.statusCode).toBe(200)
  })

  it('takes about as long for an unknown or inactive account as for a wrong password', async () => {
    const [active, inactive] = [await service.addUser(), await service.addUser()]
    await service.db.pool.query('UPDATE "user" SET is_active = false WHERE id = $1', [inactive.id])
    const attempts = [
      [active.email, 'not the right one'],
      ['nobody@example.org', password],
      [inactive.email, password],
    ] as const
    // In turns, and the fastest of each: the load of the machine then troubles all alike. Without a hash it were a tenth.
    const fastestMs: number[] = attempts.map(() => Number.POSITIVE_INFINITY)
    for (let round = 0; round < 15; round++) {
      for (const [index, [email, given]] of attempts.entries()) {
        const startedAt = performance.now()
        await service.signIn(email, given)
        fastestMs[index] = Math.min(fastestMs[index] ?? 0, performance.now() - startedAt)
      }
    }
    const [wrong = 0, ...others] = fastestMs
    for (const other of others) {
      expect(other / wrong).toBeGreaterThan(0.5)
      expect(other / wrong).toBeLessThan(2)
    }
  })

  it('refuses a password of 10,000 characters without hashing it, and takes 64 Unicode characters', async () => {
    const user = await service.addUser()
    const { answer } = await service.signIn(user.email, 'x'.repeat(10_000))
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'PASSWORD_TOO_LONG'])
    const { cookie } = await service.signIn(user.email)
    const long = 'Ünïcôdé🦩'.repeat(8)
    expect((await change(cookie, password, long)).statusCode).toBe(200)
    expect((await service.signIn(user.email, long)).answer.statusCode).toBe(200)
  })

  it.each([
    ['POST', '/auth/update-user'],
    ['POST', '/auth/change-email'],
    ['POST', '/auth/delete-user'],
    ['POST', '/auth/sign-up/email'],
    ['POST', '/auth/update-session'],
    ['GET', '/auth/list-sessions'],
    ['POST', '/auth/two-factor/send-otp'],
    ['POST', '/auth/two-factor/get-totp-uri'],
    ['GET', '/auth/reset-password/some-token'],
    ['POST', '/auth/sign-in/social'],
  ] as const)('has no %s %s', async (method, url) => {
    const user = await service.addUser()
    const { cookie } = await service.signIn(user.email)
    const answer = await service.server.inject({
      method,
      url,
      headers: { cookie, origin: portalUrl, 'content-type': 'application/json' },
      payload: '{"name":"X"}',
    })
    expect(answer.statusCode).toBe(404)
    expect(await service.eventsOf(user.id)).toHaveLength(1)
  })

  it('keeps the browser out from a foreign origin', async () => {
    const user = await service.addUser()
    const { cookie } = await service.signIn(user.email)
    for (const origin of ['https://evil.example', 'null']) {
      expect((await change(cookie, password, 'nine loud geese 77', origin)).statusCode).toBe(403)
      const signIn = await service.post('/auth/sign-in/email', { email: user.email, password }, { origin })
      expect(signIn.statusCode).toBe(403)
    }
  })
})

describe('a session', () => {
  it('ends at the next request once its user is deactivated by plain SQL', async () => {
    const user = await service.addUser()
    const { cookie } = await service.signIn(user.email)
    expect((await service.get('/auth/token', { cookie })).statusCode).toBe(200)
    await service.db.pool.query('UPDATE "user" SET is_active = false WHERE id = $1', [user.id])
    expect((await service.get('/auth/token', { cookie })).statusCode).toBe(401)
    expect((await service.get('/auth/get-session', { cookie })).body).toBe('null')
  })

  it('that outlived the deactivation still gets no token', async () => {
    const user = await service.addUser()
    const { cookie } = await service.signIn(user.email)
    const { rows } = await service.db.pool.query('SELECT * FROM session WHERE user_id = $1', [user.id])
    await service.db.pool.query('UPDATE "user" SET is_active = false WHERE id = $1', [user.id])
    await service.db.pool.query(
      `INSERT INTO session (id, expires_at, token, updated_at, user_id) VALUES ($1, $2, $3, now(), $4)`,
      [rows[0].id, rows[0].expires_at, rows[0].token, user.id],
    )
    expect((await service.get('/auth/token', { cookie })).statusCode).toBe(401)
  })
})

describe('changing the password', () => {
  it('ends the duty to change it with exactly one event by that user, and all other sessions', async () => {
    const user = await service.addUser()
    await service.db.pool.query('UPDATE "user" SET must_change_password = true WHERE id = $1', [user.id])
    const other = await service.signIn(user.email)
    const { cookie } = await service.signIn(user.email)
    const answer = await change(cookie, password, 'nine loud geese 77')
    expect(answer.statusCode).toBe(200)
    expect(answer.json().user.mustChangePassword).toBe(false)
    const events = await service.eventsOf(user.id)
    expect(events.slice(2)).toEqual([
      {
        type: 'user.updated',
        version: 3,
        actor: `user:${user.id}`,
        changes: { mustChangePassword: { from: true, to: false } },
        lane: 'interactive',
      },
    ])
    expect((await service.get('/auth/token', { cookie: other.cookie })).statusCode).toBe(401)
    expect((await service.signIn(user.email)).answer.statusCode).toBe(401)
    expect((await service.signIn(user.email, 'nine loud geese 77')).answer.statusCode).toBe(200)
    const { rows } = await service.db.pool.query('SELECT count(*)::int AS n FROM account WHERE user_id = $1', [user.id])
    expect(rows[0].n).toBe(1)
  })

  it('leaves no event when there was no such duty', async () => {
    const user = await service.addUser()
    const { cookie } = await service.signIn(user.email)
    expect((await change(cookie, password, 'nine loud geese 77')).statusCode).toBe(200)
    expect(await service.eventsOf(user.id)).toHaveLength(1)
  })

  it.each([
    ['the same one again', password, password, 'SAME_PASSWORD'],
    ['a common one', password, 'Password2026!', 'COMMON_PASSWORD'],
    ['a short one', password, 'kf8#mQ2x', 'PASSWORD_TOO_SHORT'],
    ['129 characters', password, 'kf8#mQ2x'.repeat(16).concat('y'), 'PASSWORD_TOO_LONG'],
    ['anything after a wrong present one', 'not the right one', 'nine loud geese 77', 'INVALID_PASSWORD'],
  ])('refuses %s', async (_, current, next, code) => {
    const user = await service.addUser()
    const { cookie } = await service.signIn(user.email)
    const answer = await change(cookie, current, next)
    expect([answer.statusCode, answer.json().code]).toEqual([400, code])
    expect((await service.signIn(user.email)).answer.statusCode).toBe(200)
  })
})

describe('service tokens', () => {
  it.each([
    ['a wrong secret', { client_id: 'user-service', client_secret: 'x'.repeat(40) }, 401],
    ['an unknown service', { client_id: 'nobody', client_secret: serviceSecret }, 401],
    ['an empty secret of an unknown service', { client_id: 'nobody', client_secret: '' }, 401],
    ['an unknown field', { client_id: 'user-service', client_secret: serviceSecret, audience: 'rollcall' }, 400],
    ['no body', undefined, 400],
  ])('are refused to %s', async (_, body, status) => {
    const answer = await service.post('/auth/service-token', body)
    expect(answer.statusCode).toBe(status)
    expect(answer.json().token).toBeUndefined()
  })

  it('open directory.* for 300 seconds', async () => {
    const answer = await service.post('/auth/service-token', {
      client_id: 'user-service',
      client_secret: serviceSecret,
    })
    expect(answer.json()).toEqual({ token: expect.any(String), expiresIn: 300 })
    expect((await service.query('directory.digest', {}, answer.json().token)).status).toBe(200)
  })
})
