import { createTestDatabase } from '@rollcall/testing/test-database'
import { startTestMailbox, type TestMailbox } from '@rollcall/testing/test-mailbox'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { password } from '../fixtures/auth-client.js'
import { type AuthFixture, elsewhere, portalUrl, startAuthFixture, type TestUser } from '../fixtures/auth-fixture.js'

let mailbox: TestMailbox
let service: AuthFixture
let withMail: AuthFixture
beforeAll(async () => {
  mailbox = await startTestMailbox()
  service = await startAuthFixture({ db: await createTestDatabase('auth'), redis: await createTestRedis() })
  withMail = await startAuthFixture({
    ...{ db: await createTestDatabase('auth'), redis: await createTestRedis() },
    mail: { url: mailbox.url, from: 'Rollcall <rollcall@clinic.test>' },
  })
})
afterAll(async () => {
  await service.close()
  await withMail.close()
  await mailbox.close()
})

const next = 'nine loud geese 77'
const tokenIn = (text: string) => /#([\w-]{43})/.exec(text)?.[1] ?? ''
const reset = (where: AuthFixture, token: string, newPassword = next) =>
  where.post('/auth/reset-password', { token, newPassword }, { origin: portalUrl })

async function issue(where: AuthFixture, user: TestUser) {
  const admin = await where.addUser({ role: 'admin', tenantId: user.tenantId })
  return where.mutate('users.sendLink', { id: user.id }, await where.tokenOf(admin))
}

async function invited(where: AuthFixture): Promise<TestUser> {
  const user = await where.addUser()
  await where.db.pool.query('DELETE FROM account WHERE user_id = $1', [user.id])
  return user
}

describe('without a mail server', () => {
  it('an invitation is shown once to the administrator, and lets the user choose the first password', async () => {
    const user = await invited(service)
    const { data } = await issue(service, user)
    expect(data).toMatchObject({ purpose: 'invitation', sentTo: null })
    expect(data.link).toMatch(new RegExp(`^${portalUrl}/choose-password#[\\w-]{43}$`))
    expect(Date.parse(data.expiresAt) - Date.now()).toBeGreaterThan(6 * 24 * 3_600_000)
    expect((await reset(service, tokenIn(data.link))).statusCode).toBe(200)
    expect((await service.signIn(user.email, next)).answer.statusCode).toBe(200)
  })

  it('a link works once, and a newer one ends it', async () => {
    const user = await service.addUser()
    const [older, newer] = [await issue(service, user), await issue(service, user)]
    expect((await reset(service, tokenIn(older.data.link))).json().code).toBe('INVALID_TOKEN')
    expect((await reset(service, tokenIn(newer.data.link))).statusCode).toBe(200)
    const again = await reset(service, tokenIn(newer.data.link), 'eight calm otters 19')
    expect([again.statusCode, again.json().code]).toEqual([400, 'INVALID_TOKEN'])
    expect((await service.signIn(user.email, next)).answer.statusCode).toBe(200)
  })

  it('an expired link, an invented one and one of a user who was disabled meanwhile change nothing', async () => {
    const [late, disabled] = [await service.addUser(), await service.addUser()]
    const [expired, useless] = [await issue(service, late), await issue(service, disabled)]
    await service.db.pool.query(`UPDATE verification SET expires_at = now() - interval '1 second' WHERE value = $1`, [
      late.id,
    ])
    await service.db.pool.query('UPDATE "user" SET is_active = false WHERE id = $1', [disabled.id])
    for (const token of [tokenIn(expired.data.link), tokenIn(useless.data.link), 'x'.repeat(43)]) {
      const answer = await reset(service, token)
      expect([answer.statusCode, answer.json().code]).toEqual([400, 'INVALID_TOKEN'])
    }
    expect((await service.signIn(late.email)).answer.statusCode).toBe(200)
  })

  it('a bad choice leaves the link for a better one', async () => {
    const user = await service.addUser()
    const token = tokenIn((await issue(service, user)).data.link)
    expect((await reset(service, token, 'Password2026!')).json().code).toBe('COMMON_PASSWORD')
    expect((await reset(service, token, 'short')).json().code).toBe('PASSWORD_TOO_SHORT')
    expect((await reset(service, token)).statusCode).toBe(200)
  })

  it('a reset ends every session, the duty to change the password, and leaves its traces', async () => {
    const user = await service.addUser()
    await service.db.pool.query('UPDATE "user" SET must_change_password = true WHERE id = $1', [user.id])
    const { cookie } = await service.signIn(user.email)
    await reset(service, tokenIn((await issue(service, user)).data.link))
    expect((await service.get('/auth/token', { cookie })).statusCode).toBe(401)
    const token = await service.tokenOf(user, next)
    expect((await service.query('me.get', undefined, token)).status).toBe(200)
    const { rows } = await service.db.pool.query(
      `SELECT action FROM audit_entry WHERE target_id = $1 AND action NOT LIKE 'session%' ORDER BY position`,
      [user.id],
    )
    expect(rows.map(({ action }) => action)).toEqual(['user.reset_link_issued', 'password.reset'])
  })

  it('only the digest of a link is kept', async () => {
    const user = await service.addUser()
    const { data } = await issue(service, user)
    const { rows } = await service.db.pool.query('SELECT * FROM verification')
    expect(JSON.stringify(rows)).toContain(user.id)
    expect(JSON.stringify(rows)).not.toContain(tokenIn(data.link))
  })

  it('nobody sends one to another organisation’s user, nor without the right to', async () => {
    const [user, admin] = [await service.addUser({ tenantId: elsewhere }), await service.addUser({ role: 'admin' })]
    const answer = await service.mutate('users.sendLink', { id: user.id }, await service.tokenOf(admin))
    expect([answer.status, answer.error.message]).toEqual([404, `User with ID ${user.id} not found`])
    const viewer = await service.addUser({ role: 'viewer' })
    expect((await service.mutate('users.sendLink', { id: viewer.id }, await service.tokenOf(viewer))).status).toBe(403)
  })
})

describe('with a mail server', () => {
  it('an invitation goes to the user alone, in both languages, and no link is shown', async () => {
    const user = await invited(withMail)
    const { data } = await issue(withMail, user)
    expect(data).toMatchObject({ purpose: 'invitation', sentTo: user.email, link: null })
    const mail = await mailbox.waitFor(user.email)
    expect(mail).toContain('Clinic has opened an account for you')
    expect(mail).toContain('vous a ouvert un compte')
    expect((await reset(withMail, tokenIn(mail))).statusCode).toBe(200)
    expect((await withMail.signIn(user.email, next)).answer.statusCode).toBe(200)
  })

  it('the sign-in page answers the same for every address, and only a known one gets mail', async () => {
    const [user, disabled] = [await withMail.addUser(), await withMail.addUser()]
    await withMail.db.pool.query('UPDATE "user" SET is_active = false WHERE id = $1', [disabled.id])
    const ask = (email: string) => withMail.post('/auth/request-password-reset', { email }, { origin: portalUrl })
    const answers = [await ask('nobody@example.org'), await ask(disabled.email), await ask(user.email)]
    expect(new Set(answers.map(({ statusCode, body }) => `${statusCode} ${body}`))).toEqual(
      new Set(['200 {"status":true}']),
    )
    const mail = await mailbox.waitFor(user.email)
    expect(mailbox.to(disabled.email)).toEqual([])
    expect((await withMail.signIn(user.email, password)).answer.statusCode).toBe(200)
    expect((await reset(withMail, tokenIn(mail))).statusCode).toBe(200)
  })

  it('a mailbox gets five links an hour at most', async () => {
    const user = await withMail.addUser()
    for (let round = 0; round < 8; round++) {
      await withMail.post('/auth/request-password-reset', { email: user.email }, { origin: portalUrl })
    }
    // Whatever follows is handled after these.
    const last = await withMail.addUser()
    await withMail.post('/auth/request-password-reset', { email: last.email }, { origin: portalUrl })
    await mailbox.waitFor(last.email)
    await vi.waitFor(() => expect(mailbox.to(user.email).length).toBeGreaterThan(3))
    expect(mailbox.to(user.email).length).toBeLessThanOrEqual(5)
  })
})

it('a mail server that does not answer leaves the link to the administrator', async () => {
  const away = await startAuthFixture({
    ...{ db: await createTestDatabase('auth'), redis: await createTestRedis() },
    mail: { url: 'smtp://127.0.0.1:9', from: 'Rollcall <rollcall@clinic.test>' },
  })
  try {
    const { data } = await issue(away, await away.addUser())
    expect(data).toMatchObject({ purpose: 'reset', sentTo: null, link: expect.stringContaining('#') })
  } finally {
    await away.close()
  }
})
