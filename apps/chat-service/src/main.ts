import { PrismaPg } from '@prisma/adapter-pg'
import { createEventBus } from '@rollcall/event-bus/create-event-bus'
import { createHttpServer } from '@rollcall/service-kit/http'
import { createLifecycle } from '@rollcall/service-kit/lifecycle'
import { createLogger } from '@rollcall/service-kit/logger'
import { createMetrics } from '@rollcall/service-kit/metrics'
import { postgresCheck } from '@rollcall/service-kit/postgres'
import { openPools } from '@rollcall/service-kit/tenant-pool'
import { directoryCheck } from '@rollcall/subscriber/directory-client'
import { createCallerVerifier } from '@rollcall/subscriber/verify-caller'
import { cacheOptions } from './cache/cache-env.js'
import { openCache } from './cache/open-cache.js'
import { readEnv } from './env.js'
import { PrismaClient } from './generated/prisma/client.js'
import { openDirectory } from './open-directory.js'
import { createPrewarm } from './prewarm/create-prewarm.js'
import { createChatSubscriber } from './projection/create-chat-subscriber.js'
import { createAppRouter } from './router.js'

const env = readEnv()
const logger = createLogger({ service: 'chat-service', level: env.LOG_LEVEL })
const lifecycle = createLifecycle({ logger })
const metrics = createMetrics('chat-service')

const { pool, system } = openPools({
  ...{ connectionString: env.CHAT_DATABASE_URL, logger, lifecycle },
  queryTimeoutMs: 15_000,
})
const prisma = new PrismaClient({ adapter: new PrismaPg(pool) })
const directory = openDirectory(env)
const bus = createEventBus({ url: env.EVENT_BUS_URL ?? env.QUEUE_REDIS_URL, logger, keys: env.EVENT_KEYS })
const userCache = await openCache({
  ...{ url: env.CACHE_REDIS_URL, pool: system, people: pool, directory, bus, logger, metrics },
  ...cacheOptions(env),
})
lifecycle.onClose('cache', userCache.close)
const { cache, reader, cacheDesk } = userCache

const subscriber = createChatSubscriber({ bus, pool: system, people: pool, directory, logger, metrics, cache })
lifecycle.onClose('subscriber', subscriber.stop)
await subscriber.start()
const fetchMany = directory.profiles
const prewarm = createPrewarm({ ...env.prewarm, pool: system, people: pool, cache, fetchMany, logger })
lifecycle.onClose('prewarm', prewarm.stop)

const server = await createHttpServer({
  appRouter: createAppRouter({ prisma, reader, cacheDesk, prewarmDesk: prewarm.desk, subscriber }),
  logger,
  metrics,
  lifecycle,
  verifyToken: createCallerVerifier({ service: 'chat-service', authServiceUrl: env.AUTH_SERVICE_URL, directory }),
  portalUrls: env.PORTAL_URL,
  readiness: [postgresCheck(system), userCache.readiness, directoryCheck(env.AUTH_SERVICE_URL), subscriber.readiness],
})
// Seed 001's endpoint. It answers with what is known, whatever is away: /readyz is the one that says 503.
server.get('/health', async () => ({
  status: lifecycle.isClosing() ? 'closing' : 'ok',
  cache: await cacheDesk.stats(),
}))
lifecycle.onClose('http', () => server.close())
await server.listen({ host: env.BIND_HOST, port: env.CHAT_SERVICE_PORT })
logger.info({ host: env.BIND_HOST, port: env.CHAT_SERVICE_PORT }, 'chat-service listens')
prewarm.start()
