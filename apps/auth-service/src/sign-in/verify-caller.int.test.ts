import { createHmac } from 'node:crypto'
import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { exportSPKI, generateKeyPair, importJWK, SignJWT } from 'jose'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type AuthFixture, startAuthFixture, type TestUser } from '../fixtures/auth-fixture.js'

let service: AuthFixture
let admin: TestUser
let token: string
beforeAll(async () => {
  service = await startAuthFixture({ db: await createTestDatabase('auth'), redis: await createTestRedis() })
  admin = await service.addUser({ role: 'admin' })
  token = await service.tokenOf(admin)
})
afterAll(() => service.close())

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const claimsOf = (jwt: string) => JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString())
const headerOf = (jwt: string) => JSON.parse(Buffer.from(jwt.split('.')[0] ?? '', 'base64url').toString())

/** Signs with a key of our own making under the real key's id. */
async function forge(claims: Record<string, unknown>): Promise<string> {
  const { privateKey } = await generateKeyPair('ES256')
  return new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: headerOf(token).kid }).sign(privateKey)
}

async function hmacWithPublicKey(): Promise<string> {
  const { keys } = (await service.get('/auth/jwks')).json()
  const publicKey = await importJWK(keys[0], 'ES256', { extractable: true })
  if (publicKey instanceof Uint8Array) throw new Error('expected an asymmetric key')
  const unsigned = `${encode({ ...headerOf(token), alg: 'HS256' })}.${encode(claimsOf(token))}`
  return `${unsigned}.${createHmac('sha256', await exportSPKI(publicKey))
    .update(unsigned)
    .digest('base64url')}`
}

it('lets the real token in', async () => {
  expect((await service.query('me.get', undefined, token)).data).toMatchObject({
    user: { id: admin.id, role: 'admin' },
    organisation: { name: 'Clinic', timeZone: 'Africa/Harare' },
    permissions: expect.arrayContaining(['users.write']),
  })
})

it.each([
  ['no token', () => undefined],
  ['alg none', () => `${encode({ alg: 'none' })}.${encode(claimsOf(token))}.`],
  ['HS256 with the public key', hmacWithPublicKey],
  ['a signature by another key', () => forge(claimsOf(token))],
  [
    'changed claims',
    () =>
      `${token.split('.')[0]}.${encode({ ...claimsOf(token), role: 'admin', sub: crypto.randomUUID() })}.${token.split('.')[2]}`,
  ],
  ['text', () => 'hello'],
])('refuses %s', async (_, make) => {
  const answer = await service.query('users.list', {}, await make())
  expect([answer.status, answer.error.data.appCode]).toEqual([401, 'UNAUTHENTICATED'])
})

it.each([
  ['an expired token', { iat: 1_700_000_000, exp: 1_700_000_300 }],
  ['another issuer', { iss: 'someone' }],
  ['another audience', { aud: 'someone' }],
  ['a person who claims to be a service', { kind: 'service' }],
])('refuses %s, though we signed it', async (_, changes) => {
  const body = { payload: { ...claimsOf(token), ...changes } }
  const signed = await service.auth.sign(body.payload)
  const answer = await service.query('users.list', {}, signed)
  expect([answer.status, answer.error.data.appCode]).toEqual([401, 'UNAUTHENTICATED'])
})

it('refuses a service token on a person’s route, and the reverse', async () => {
  const asService = await service.query('users.list', {}, await service.serviceToken())
  const asPerson = await service.query('directory.digest', {}, token)
  expect([asService.status, asService.error.data.appCode]).toEqual([403, 'FORBIDDEN'])
  expect([asPerson.status, asPerson.error.data.appCode]).toEqual([403, 'FORBIDDEN'])
})

it('refuses a token the moment its user is deactivated, deleted or given another role', async () => {
  const changes = ['is_active = false', 'deleted_at = now()', `role = 'operator'`]
  for (const assignment of changes) {
    const user = await service.addUser({ role: 'viewer' })
    const theirs = await service.tokenOf(user)
    expect((await service.query('users.list', {}, theirs)).status).toBe(200)
    await service.db.pool.query(`UPDATE "user" SET ${assignment} WHERE id = $1`, [user.id])
    expect((await service.query('users.list', {}, theirs)).status).toBe(401)
  }
})

it('asks for a new password first, and lets in again after it was chosen', async () => {
  const user = await service.addUser({ role: 'viewer' })
  await service.db.pool.query('UPDATE "user" SET must_change_password = true WHERE id = $1', [user.id])
  const theirs = await service.tokenOf(user)
  for (const path of ['users.list', 'me.get', 'sync.overview']) {
    const answer = await service.query(path, undefined, theirs)
    expect([answer.status, answer.error.data.appCode]).toEqual([403, 'PASSWORD_CHANGE_REQUIRED'])
  }
  await service.db.pool.query('UPDATE "user" SET must_change_password = false WHERE id = $1', [user.id])
  expect((await service.query('me.get', undefined, theirs)).status).toBe(200)
})
