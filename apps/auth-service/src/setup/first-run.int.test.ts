import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, beforeEach, expect, it } from 'vitest'
import { type AuthFixture, startAuthFixture } from '../fixtures/auth-fixture.js'

const token = 'setup-token-'.padEnd(40, 'q')
const admin = {
  ...{ email: 'Ada@Example.org', firstName: 'Ada', lastName: 'Moyo', password: 'seven quiet herons 42' },
  organisation: { name: 'Parirenyatwa', timeZone: 'Africa/Harare' },
}
let service: AuthFixture | undefined
beforeEach(async () => {
  await service?.close()
  service = await startAuthFixture({
    ...{ db: await createTestDatabase('auth'), redis: await createTestRedis(), setupToken: token },
  })
  await service.db.pool.query('DELETE FROM organisation')
})
afterAll(() => service?.close())

const setUp = async (body: unknown) => {
  const answer = await service?.post('/auth/setup', body)
  return { status: answer?.statusCode, body: answer?.json() }
}
const isOpen = async () => (await service?.get('/auth/setup'))?.json().open

it('creates the first organisation and its administrator, who can sign in and administers the installation', async () => {
  expect(await isOpen()).toBe(true)
  expect(await setUp({ token, ...admin })).toEqual({ status: 200, body: { email: 'ada@example.org' } })
  expect(await isOpen()).toBe(false)
  const me = await service?.query('me.get', undefined, await service.tokenOf({ email: 'ada@example.org' }))
  expect(me?.data).toMatchObject({
    user: { role: 'admin', mustChangePassword: false },
    organisation: { name: 'Parirenyatwa', isPlatform: true },
  })
})

it('is done once, whoever races', async () => {
  const answers = await Promise.all(
    ['a', 'b', 'c'].map((name) => setUp({ token, ...admin, email: `${name}@example.org` })),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
  const { rows } = (await service?.db.pool.query('SELECT count(*)::int AS n FROM organisation')) ?? { rows: [] }
  expect(rows).toEqual([{ n: 1 }])
})

it.each([
  ['another token', { token: 'x'.repeat(40) }, 401, 'token'],
  ['no token', { token: undefined }, 400, 'token'],
  ['an easy password', { password: 'Password2026!' }, 400, 'password'],
  ['a short password', { password: 'kf8#mQ2x' }, 400, 'password'],
  ['an unknown time zone', { organisation: { name: 'A', timeZone: 'Harare' } }, 400, 'organisation.timeZone'],
  ['a field that nobody knows', { role: 'admin' }, 400, 'unknown field role'],
  ['no address', { email: 'ada' }, 400, 'email'],
])('refuses %s by its name, and creates nothing', async (_, change, status, named) => {
  const answer = await setUp({ token, ...admin, ...change })
  expect(answer.status).toBe(status)
  expect(answer.body.error.message).toContain(named)
  expect(await isOpen()).toBe(true)
})

it('tries of a token are limited by address', async () => {
  const statuses = []
  for (let round = 0; round < 12; round++) statuses.push((await setUp({ token: `${round}`, ...admin })).status)
  expect(statuses.at(-1)).toBe(429)
})
