import { createTestDatabase } from '@rollcall/testing/test-database'
import { createTestRedis } from '@rollcall/testing/test-redis'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type AuthFixture, startAuthFixture } from '../fixtures/auth-fixture.js'

let service: AuthFixture
beforeAll(async () => {
  service = await startAuthFixture({
    db: await createTestDatabase('auth'),
    redis: await createTestRedis(),
    signInLimitPerMinute: 5,
  })
})
afterAll(() => service.close())

const attempt = async (address: string, email: string) => {
  const answer = await service.post(
    '/auth/sign-in/email',
    { email, password: 'wrong wrong wrong' },
    { 'x-forwarded-for': address },
  )
  return answer.statusCode
}

it('refuses the sixth attempt from one address, whatever the account', async () => {
  const statuses = []
  for (let round = 0; round < 6; round++) statuses.push(await attempt('198.51.100.7', `a${round}@example.org`))
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429])
})

it('refuses the sixth attempt at one account, whatever the address the client claims', async () => {
  const statuses = []
  for (let round = 0; round < 6; round++) statuses.push(await attempt(`203.0.113.${round}`, 'b@example.org'))
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429])
})

it('refuses attempts spread over addresses and accounts once they are ten times the limit', async () => {
  const statuses = []
  for (let round = 0; round < 60; round++) statuses.push(await attempt(`192.0.2.${round}`, `c${round}@example.org`))
  expect(statuses.at(-1)).toBe(429)
  expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(50)
})
