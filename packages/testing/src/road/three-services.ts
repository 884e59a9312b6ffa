import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { type EventKeys, eventKeysSchema, generateEventKey } from '@rollcall/service-kit/event-keys'
import type { ServiceName } from '@rollcall/service-kit/tokens'
import { ensureServiceLogin } from '@rollcall/stack/database-login'
import getPort from 'get-port'
import { type ServiceProcess, startService } from '../process.js'
import { createTestDatabase, type TestDatabase } from '../test-database.js'
import { createTestRedis, type TestRedis } from '../test-redis.js'
import { repositoryRoot } from '../test-servers.js'

export interface ThreeServices {
  auth: ServiceProcess
  clinical: ServiceProcess
  chat: ServiceProcess
  databases: { auth: TestDatabase; user: TestDatabase; chat: TestDatabase }
  /** What the relay publishes to, what the subscribers consume from, and the user cache. */
  redis: { published: TestRedis; consumed: TestRedis; cache: TestRedis }
  administrator: { email: string; password: string }
  /** What the messages are encrypted with between them. */
  eventKeys: EventKeys
  /** A person's token, of the demo administrator unless told otherwise; everybody has one password. */
  signIn: (email?: string) => Promise<string>
  /** The token in which user-service speaks for itself to another service. */
  serviceToken: (audience: ServiceName) => Promise<string>
  /** What the seals' key is made of. */
  authSecret: string
  stop: () => Promise<void>
}

const administratorEmail = 'admin@rollcall.test'
// A machine that is busy with other tests compiles a service for half a minute.
const startLimitMs = 50_000

/**
 * The three services as processes on databases of their own, with the ten demo users. Nothing joins what is published to
 * what is consumed, unless `joined`.
 */
export async function startThreeServices(
  options: { joined?: boolean; logLevel?: string } = {},
): Promise<ThreeServices> {
  const [authDb, userDb, chatDb] = [
    await createTestDatabase('auth'),
    await createTestDatabase('user'),
    await createTestDatabase('chat'),
  ]
  const redis = {
    published: await createTestRedis(),
    consumed: await createTestRedis(),
    cache: await createTestRedis(),
  }
  const LOG_LEVEL = options.logLevel ?? 'info'
  const password = randomBytes(12).toString('hex')
  const secret = () => randomBytes(24).toString('hex')
  const eventKeys = generateEventKey('road')
  const authSecret = secret()
  const secrets = { USER_SERVICE_SECRET: secret(), CHAT_SERVICE_SECRET: secret() }
  const [authUrl, userUrl, chatUrl] = [await loginTo(authDb), await loginTo(userDb), await loginTo(chatDb)]
  await seedDemo(authUrl, password)
  const [clinicalPort, chatPort] = [await getPort({ host: '127.0.0.1' }), await getPort({ host: '127.0.0.1' })]
  const auth = await startService({
    service: 'auth-service',
    env: {
      ...secrets,
      EVENT_KEYS: eventKeys,
      LOG_LEVEL,
      AUTH_DATABASE_URL: authUrl,
      QUEUE_REDIS_URL: redis.published.url,
      PORTAL_URL: 'http://localhost:3100',
      AUTH_SECRET: authSecret,
      USER_SERVICE_URL: `http://127.0.0.1:${clinicalPort}`,
      CHAT_SERVICE_URL: `http://127.0.0.1:${chatPort}`,
    },
  })
  await auth.waitUntilReady(startLimitMs)
  const consumed = options.joined ? redis.published : redis.consumed
  const shared = { AUTH_SERVICE_URL: auth.url, QUEUE_REDIS_URL: consumed.url, EVENT_KEYS: eventKeys, LOG_LEVEL }
  const [clinical, chat] = await Promise.all([
    startService({
      service: 'user-service',
      port: clinicalPort,
      env: { ...shared, USER_DATABASE_URL: userUrl, USER_SERVICE_SECRET: secrets.USER_SERVICE_SECRET },
    }),
    startService({
      service: 'chat-service',
      port: chatPort,
      env: {
        ...shared,
        CHAT_DATABASE_URL: chatUrl,
        CACHE_REDIS_URL: redis.cache.url,
        CHAT_SERVICE_SECRET: secrets.CHAT_SERVICE_SECRET,
      },
    }),
  ])
  await Promise.all([clinical, chat].map((service) => service.waitUntilReady(startLimitMs)))
  return {
    ...{ auth, clinical, chat, redis },
    eventKeys: eventKeysSchema.parse(eventKeys),
    ...{ auth, clinical, chat, redis, authSecret },
    databases: { auth: authDb, user: userDb, chat: chatDb },
    administrator: { email: administratorEmail, password },
    signIn: (email = administratorEmail) => signIn(auth.url, email, password),
    serviceToken: (audience) => readServiceToken(auth.url, secrets.USER_SERVICE_SECRET, audience),
    stop: async () => {
      await Promise.all([auth, clinical, chat].map((service) => service.kill('SIGTERM')))
      await Promise.all([auth, clinical, chat].map((service) => service.stop()))
      await Promise.all(Object.values(redis).map((client) => client.close()))
      await Promise.all([authDb, userDb, chatDb].map((database) => database.drop()))
    },
  }
}

/** As in production: a login that owns nothing and takes a role at each connection. */
async function loginTo(database: TestDatabase): Promise<string> {
  const [login, password] = [`${database.name}_service`, randomBytes(12).toString('hex')]
  await ensureServiceLogin({ databaseUrl: database.url, login, password })
  const url = new URL(database.url)
  url.username = login
  url.password = password
  return url.href
}

async function seedDemo(databaseUrl: string, password: string): Promise<void> {
  const tsx = pathToFileURL(createRequire(join(repositoryRoot, 'package.json')).resolve('tsx')).href
  await promisify(execFile)(
    process.execPath,
    ['--conditions=rollcall-source', '--import', tsx, 'src/cli/seed-demo.ts'],
    {
      cwd: join(repositoryRoot, 'apps/auth-service'),
      env: { ...process.env, AUTH_DATABASE_URL: databaseUrl, DEMO_PASSWORD: password },
    },
  )
}

async function signIn(authUrl: string, email: string, password: string): Promise<string> {
  const response = await fetch(`${authUrl}/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  })
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const token = await (await fetch(`${authUrl}/auth/token`, { headers: { cookie } })).json()
  return String(Object(token).token)
}

async function readServiceToken(authUrl: string, secret: string, audience: ServiceName): Promise<string> {
  const response = await fetch(`${authUrl}/auth/service-token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ client_id: 'user-service', client_secret: secret, audience }),
  })
  return String(Object(await response.json()).token)
}
