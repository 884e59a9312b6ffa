import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type AuthFixture, startAuthFixture } from '../fixtures/auth-fixture.js'

let service: AuthFixture
beforeAll(async () => {
  service = await startAuthFixture({ db: await createTestDatabase('auth'), redis: await createTestRedis() })
})
afterAll(() => service.close())

const headerOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString())
const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
const statusOf = async (token: string) => (await service.query('me.get', undefined, token)).status
const publishedKeys = async () =>
  (await service.get('/auth/jwks')).json().keys.map(({ kid }: { kid: string }) => kid) as string[]

it('a key that has ended signs nothing more, and its tokens are honoured until they end', async () => {
  const user = await service.addUser()
  const old = await service.tokenOf(user)
  await service.db.pool.query("UPDATE jwks SET expires_at = now() - interval '1 second'")
  const fresh = await service.tokenOf(user)
  expect(headerOf(fresh).kid).not.toBe(headerOf(old).kid)
  expect(await publishedKeys()).toEqual(expect.arrayContaining([headerOf(old).kid, headerOf(fresh).kid]))
  await vi.waitFor(async () => expect(await statusOf(fresh)).toBe(200), { timeout: 5000, interval: 200 })
  expect(await statusOf(old)).toBe(200)
})

it('a key is published for an hour after its end, and then no longer', async () => {
  const user = await service.addUser()
  const old = headerOf(await service.tokenOf(user)).kid
  await service.db.pool.query(`UPDATE jwks SET expires_at = now() - interval '61 minutes' WHERE id = $1`, [old])
  await service.tokenOf(user)
  expect(await publishedKeys()).not.toContain(old)
})

it('private keys are never published, nor kept in clear', async () => {
  const { keys } = (await service.get('/auth/jwks')).json()
  for (const key of keys) expect(key.d).toBeUndefined()
  const { rows } = await service.db.pool.query('SELECT private_key FROM jwks')
  for (const row of rows) expect(row.private_key).not.toContain('"d"')
})

it('clocks that differ by a minute still understand each other, and no more than that', async () => {
  const user = await service.addUser()
  const claims = claimsOf(await service.tokenOf(user))
  const now = Math.floor(Date.now() / 1000)
  const signed = (iat: number, exp: number) => service.auth.sign({ ...claims, iat, nbf: iat, exp })
  expect(await statusOf(await signed(now + 50, now + 350))).toBe(200)
  expect(await statusOf(await signed(now - 350, now - 50))).toBe(200)
  expect(await statusOf(await signed(now + 90, now + 390))).toBe(401)
  expect(await statusOf(await signed(now - 390, now - 90))).toBe(401)
})

it('a token of another service, or of none, opens nothing', async () => {
  const user = await service.addUser()
  const claims = claimsOf(await service.tokenOf(user))
  for (const aud of ['rollcall/chat-service', 'rollcall-internal/auth-service', 'rollcall', [], ['x']]) {
    expect(await statusOf(await service.auth.sign({ ...claims, aud }))).toBe(401)
  }
})

it('thousands of unknown keys cost a look a second', async () => {
  const token = await service.tokenOf(await service.addUser())
  const [, claims, signature] = token.split('.')
  const reads = vi.spyOn(service.system, 'query')
  const forged = Array.from({ length: 300 }, (_, index) => {
    const header = Buffer.from(JSON.stringify({ alg: 'ES256', kid: `forged-${index}` })).toString('base64url')
    return `${header}.${claims}.${signature}`
  })
  const startedAt = performance.now()
  for (const status of await Promise.all(forged.map(statusOf))) expect(status).toBe(401)
  const seconds = (performance.now() - startedAt) / 1000
  const looks = reads.mock.calls.filter(([text]) => String(text).includes('FROM jwks')).length
  expect(looks).toBeLessThanOrEqual(Math.ceil(seconds) + 1)
  reads.mockRestore()
})
