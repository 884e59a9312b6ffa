import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { secretIn, totpOf } from '@rollcall/testing/totp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { password } from '../fixtures/auth-client.js'
import { type AuthFixture, clinic, portalUrl, startAuthFixture, type TestUser } from '../fixtures/auth-fixture.js'

let service: AuthFixture
beforeAll(async () => {
  service = await startAuthFixture({ db: await createTestDatabase('auth'), redis: await createTestRedis() })
})
afterAll(() => service.close())

const cookiesOf = (answer: { cookies: { name: string; value: string }[] }) =>
  answer.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ')
const post = (path: string, body: unknown, cookie: string) =>
  service.post(`/auth/${path}`, body, { cookie, origin: portalUrl })
const actionsOf = async (user: TestUser) => {
  const { rows } = await service.db.pool.query(
    'SELECT action, outcome FROM audit_entry WHERE target_id = $1 ORDER BY position',
    [user.id],
  )
  return rows.map(({ action, outcome }) => (outcome === 'done' ? action : `${action} ${outcome}`))
}

/** Signs in, switches the second factor on, and answers what is needed to sign in from now on. */
async function enrol(user: TestUser) {
  const { cookie } = await service.signIn(user.email)
  const enabled = await post('two-factor/enable', { password }, cookie)
  const { totpURI, backupCodes }: { totpURI: string; backupCodes: string[] } = enabled.json()
  const verified = await post('two-factor/verify-totp', { code: totpOf(secretIn(totpURI)) }, cookie)
  expect(verified.statusCode).toBe(200)
  return { totpURI, backupCodes, cookie: cookiesOf(verified) }
}

it('is asked for after the password, and only its code opens a session', async () => {
  const user = await service.addUser({ role: 'admin' })
  const { totpURI } = await enrol(user)
  const { answer, cookie } = await service.signIn(user.email)
  expect(answer.json()).toMatchObject({ twoFactorRedirect: true })
  expect((await service.get('/auth/token', { cookie })).statusCode).toBe(401)
  const wrong = await post('two-factor/verify-totp', { code: '000000' }, cookie)
  expect(wrong.statusCode).toBe(401)
  const right = await post('two-factor/verify-totp', { code: totpOf(secretIn(totpURI)), trustDevice: true }, cookie)
  expect(right.statusCode).toBe(200)
  expect(cookiesOf(right)).not.toContain('trust')
  const session = { cookie: cookiesOf(right) }
  expect((await service.get('/auth/token', session)).statusCode).toBe(200)
  expect(await actionsOf(user)).toEqual(['session.signed_in', 'two_factor.enabled', 'session.signed_in'])
})

it('lets a recovery code in, once', async () => {
  const user = await service.addUser()
  const { backupCodes } = await enrol(user)
  const first = await service.signIn(user.email)
  const code = backupCodes[0] ?? ''
  expect((await post('two-factor/verify-backup-code', { code }, first.cookie)).statusCode).toBe(200)
  const again = await service.signIn(user.email)
  expect((await post('two-factor/verify-backup-code', { code }, again.cookie)).statusCode).toBe(401)
})

it('gives a challenge up after five wrong codes', async () => {
  const user = await service.addUser()
  const { totpURI } = await enrol(user)
  const { cookie } = await service.signIn(user.email)
  for (let round = 0; round < 6; round++) await post('two-factor/verify-totp', { code: '000000' }, cookie)
  const answer = await post('two-factor/verify-totp', { code: totpOf(secretIn(totpURI)) }, cookie)
  expect(answer.statusCode).not.toBe(200)
})

it('is kept encrypted, and belongs to nobody’s answer', async () => {
  const user = await service.addUser()
  const { totpURI, backupCodes, cookie } = await enrol(user)
  const { rows } = await service.db.pool.query('SELECT secret, backup_codes FROM two_factor WHERE user_id = $1', [
    user.id,
  ])
  expect(JSON.stringify(rows)).not.toContain(secretIn(totpURI))
  expect(JSON.stringify(rows)).not.toContain(backupCodes[0])
  const session = await service.get('/auth/get-session', { cookie })
  expect(session.body).not.toContain('secret')
})

it('that the organisation asks of administrators comes before everything else', async () => {
  const [admin, viewer] = [await service.addUser({ role: 'admin' }), await service.addUser({ role: 'viewer' })]
  const token = await service.tokenOf(admin)
  expect((await service.mutate('organisation.update', { requireTwoFactor: true }, token)).status).toBe(200)
  const refused = await service.query('users.list', {}, token)
  expect([refused.status, refused.error.data.appCode]).toEqual([403, 'TWO_FACTOR_REQUIRED'])
  expect((await service.query('users.list', {}, await service.tokenOf(viewer))).status).toBe(200)
  const { cookie } = await enrol(admin)
  const enrolled = (await service.get('/auth/token', { cookie })).json().token
  expect((await service.query('me.get', undefined, enrolled)).data.twoFactor).toEqual({ enabled: true, required: true })
  await service.db.pool.query('UPDATE organisation SET require_two_factor = false WHERE id = $1', [clinic])
})

it('can’t be touched before a temporary password is changed', async () => {
  const user = await service.addUser()
  await service.db.pool.query('UPDATE "user" SET must_change_password = true WHERE id = $1', [user.id])
  const { cookie } = await service.signIn(user.email)
  const answer = await post('two-factor/enable', { password }, cookie)
  expect([answer.statusCode, answer.json().code]).toEqual([403, 'PASSWORD_CHANGE_REQUIRED'])
})

it('ends with the password alone that switches it off', async () => {
  const user = await service.addUser()
  const { cookie } = await enrol(user)
  expect((await post('two-factor/disable', { password: 'not the right one' }, cookie)).statusCode).toBe(400)
  expect((await post('two-factor/disable', { password }, cookie)).statusCode).toBe(200)
  expect((await service.signIn(user.email)).answer.json().twoFactorRedirect).toBeUndefined()
  expect(await actionsOf(user)).toContain('two_factor.disabled')
})
