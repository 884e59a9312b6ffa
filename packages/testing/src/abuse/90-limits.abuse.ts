import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newKey, withKey } from './support/forge.js'
import { password } from './support/people.js'
import { json, type Reply, send } from './support/requests.js'
import { services } from './support/services.js'
import type { SignedIn } from './support/sign-in.js'
import { openWorld, type World } from './support/world.js'

// Last: from here on signing in is limited for a minute.
let world: World
let admin: SignedIn
const perMinute = 60
const reads = { authService: 'users.list', userService: 'clinicians.list', chatService: 'conversations.list' } as const
beforeAll(async () => {
  world = await openWorld()
  admin = await world.signIn(await world.add())
})
afterAll(() => world.close())

/** From another address each time, and without patience. */
const attempt = (email: string) => world.post('sign-in/email', { email, password: 'not the right one' })

/** Many at a time, and how many windows of a minute they may have touched. */
async function inParallel(count: number, attempt: (index: number) => Promise<Reply>) {
  const startedAt = performance.now()
  const replies: Reply[] = []
  let next = 0
  const worker = async () => {
    for (let index = next++; index < count; index = next++) replies.push(await attempt(index))
  }
  await Promise.all(Array.from({ length: 20 }, worker))
  const windows = 1 + Math.ceil((performance.now() - startedAt) / 60_000)
  return { replies, windows, counted: replies.filter(({ status }) => status !== 429).length }
}

it('tokens with 1,500 invented keys cost few looks for keys, and shut nobody out', async () => {
  const { privateKey } = newKey()
  const claims = { sub: randomUUID(), exp: Math.floor(Date.now() / 1000) + 300 }
  const looks = () =>
    world.count(
      'auth',
      `SELECT seq_scan + coalesce(idx_scan, 0) AS count FROM pg_stat_user_tables WHERE relname = 'jwks'`,
    )
  const before = await looks()
  const startedAt = performance.now()
  const { replies } = await inParallel(1500, async (index) => {
    const token = withKey(privateKey, { kid: randomUUID() }, claims)
    const service = services[index % 3] ?? 'authService'
    return world.services.query(service, reads[service], undefined, token)
  })
  expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([401]))
  // Each service looks once a second at most, and auth-service twice for each of them.
  const seconds = Math.ceil((performance.now() - startedAt) / 1000)
  expect((await looks()) - before).toBeLessThan(10 * (seconds + 5))
  for (const service of services) {
    expect((await world.services.query(service, reads[service], undefined, admin.token)).status).toBe(200)
  }
})

it('the address that a browser claims changes nothing at the console', async () => {
  const { counted, windows } = await inParallel(3 * perMinute, (index) =>
    world.console.send('/api/auth/sign-in/email', {
      headers: { ...json, origin: world.console.url, 'x-forwarded-for': `198.51.100.${index}` },
      body: JSON.stringify({ email: `rotating-${index}-${randomUUID()}@abuse.test`, password }),
    }),
  )
  expect(counted).toBeLessThanOrEqual(perMinute * windows)
})

it('1,000 sign-ins into one account from rotating addresses are mostly told to wait, the right password too', async () => {
  const victim = await world.add()
  const { replies, counted, windows } = await inParallel(1000, () => attempt(victim.email))
  expect(counted).toBeLessThanOrEqual(perMinute * windows)
  expect(replies.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(1000 - perMinute * windows)
  const refused = replies.find(({ status }) => status === 429)
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(refused?.text).not.toMatch(/abuse\.test|account|\bat \//)
  expect(await world.count('auth', 'SELECT count(*) FROM session WHERE user_id = $1', [victim.id])).toBe(0)
})

it('sign-ins into ever other accounts from ever other addresses are limited altogether', async () => {
  const { counted, windows } = await inParallel(1000, () => attempt(`nobody-${randomUUID()}@abuse.test`))
  expect(counted).toBeLessThanOrEqual(10 * perMinute * windows)
})

it('guesses at the way into an empty installation are few', async () => {
  const { counted, windows } = await inParallel(40, () =>
    send(`${world.stack.authService.url}/auth/setup`, {
      headers: { ...json, 'x-forwarded-for': '203.0.113.40' },
      body: '{"token":"x"}',
    }),
  )
  expect(counted).toBeLessThanOrEqual(10 * windows)
})

it('whoever is signed in goes on, and the counters name nobody', async () => {
  for (const service of services) {
    expect((await world.services.post(service, reads[service], {}, admin.token)).status).toBe(200)
    expect((await world.console.query(service, reads[service], {}, admin.cookie)).status).toBe(200)
  }
  const redis = new Redis(world.stack.queueRedis.url)
  const keys = await redis.keys('rollcall:sign-in*').finally(() => redis.quit())
  expect(keys.length).toBeGreaterThan(0)
  expect(keys.filter((key) => /@|abuse|198\.51|10\.\d+\.\d+/.test(key))).toEqual([])
})
