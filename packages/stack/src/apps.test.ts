import { expect, test } from 'vitest'
import { appEnvironments } from './apps.js'
import { parseOptions } from './options.js'

const addresses = {
  databases: { auth: 'postgresql://auth', user: 'postgresql://user', chat: 'postgresql://chat' },
  logins: { auth: 'postgresql://as-auth', user: 'postgresql://as-user', chat: 'postgresql://as-chat' },
  queueRedisUrl: 'redis://queue',
  cacheRedisUrl: 'redis://cache',
}
const secrets = {
  ...{ postgresPassword: 'p'.repeat(32), queueRedisPassword: 'q'.repeat(32), cacheRedisPassword: 'c'.repeat(32) },
  ...{ authSecret: 'a'.repeat(32), userServiceSecret: 'u'.repeat(32), chatServiceSecret: 'h'.repeat(32) },
  ...{ eventKeys: 'k1:made' },
  ...{ authDatabasePassword: 'x'.repeat(32), userDatabasePassword: 'y'.repeat(32) },
  ...{ chatDatabasePassword: 'z'.repeat(32), demoPassword: 'd'.repeat(16) },
}
const environments = (env: NodeJS.ProcessEnv) =>
  appEnvironments(parseOptions(['start', '--port-base', '4100'], {}), addresses, secrets, env)

test('no app gets a database, a cache or a secret of another', () => {
  const given = {
    AUTH_SECRET: 'g'.repeat(32),
    CACHE_REDIS_URL: 'redis://given',
    DEMO_PASSWORD: 'secret word',
    EVENT_KEYS: 'k2:given',
  }
  const { authService, userService, chatService, portal } = environments(given)
  const hidden = (env: Record<string, string>) =>
    Object.keys(env).filter((name) => /SECRET|_DATABASE_URL|CACHE|KEYS/.test(name))
  expect(hidden(authService).sort()).toEqual([
    ...['AUTH_DATABASE_URL', 'AUTH_SECRET', 'CHAT_SERVICE_SECRET', 'EVENT_KEYS', 'USER_SERVICE_SECRET'],
  ])
  expect(hidden(userService).sort()).toEqual(['EVENT_KEYS', 'USER_DATABASE_URL', 'USER_SERVICE_SECRET'])
  expect(hidden(chatService).sort()).toEqual([
    ...['CACHE_REDIS_URL', 'CHAT_DATABASE_URL', 'CHAT_SERVICE_SECRET', 'EVENT_KEYS'],
  ])
  expect(hidden(portal)).toEqual([])
  for (const env of [authService, userService, chatService, portal]) expect(env).not.toHaveProperty('DEMO_PASSWORD')
})

test('what the environment gives wins over what was generated', () => {
  const { authService, userService } = environments({ AUTH_SECRET: 'g'.repeat(32), EVENT_BUS_URL: 'nats://bus' })
  expect(authService.AUTH_SECRET).toBe('g'.repeat(32))
  expect(userService.EVENT_BUS_URL).toBe('nats://bus')
  expect(userService.QUEUE_REDIS_URL).toBe('redis://queue')
  expect([authService, userService].map((env) => env.EVENT_KEYS)).toEqual(['k1:made', 'k1:made'])
  const given = environments({ EVENT_KEYS: 'k2:given,k1:made' })
  for (const { EVENT_KEYS } of [given.authService, given.userService, given.chatService]) {
    expect(EVENT_KEYS).toBe('k2:given,k1:made')
  }
})

test('the console is trusted under both names of this machine', () => {
  expect(environments({}).authService.PORTAL_URL).toBe('http://localhost:4100,http://127.0.0.1:4100')
})

test('no service gets the databases’ owner', () => {
  const { authService, userService, chatService } = environments({})
  expect(authService.AUTH_DATABASE_URL).toBe('postgresql://as-auth')
  expect(userService.USER_DATABASE_URL).toBe('postgresql://as-user')
  expect(chatService.CHAT_DATABASE_URL).toBe('postgresql://as-chat')
})

test('every app knows where the others answer', () => {
  const { authService, userService, portal } = environments({})
  for (const env of [authService, userService, portal]) {
    expect(env).toMatchObject({
      ...{ AUTH_SERVICE_URL: 'http://127.0.0.1:4101', USER_SERVICE_URL: 'http://127.0.0.1:4102' },
      CHAT_SERVICE_URL: 'http://127.0.0.1:4103',
    })
  }
})
