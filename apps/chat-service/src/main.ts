import { PrismaPg } from '@prisma/adapter-pg'
import { createEventBus } from '@rollcall/event-bus/create-event-bus'
import { createHttpServer } from '@rollcall/service-kit/http'
import { createLifecycle } from '@rollcall/service-kit/lifecycle'
import { createLogger } from '@rollcall/service-kit/logger'
import { createMetrics } from '@rollcall/service-kit/metrics'
import { postgresCheck } from '@rollcall/service-kit/postgres'
import { createServiceTokenSource } from '@rollcall/service-kit/service-token'
import { openPools } from '@rollcall/service-kit/tenant-pool'
import { createDirectoryClient, directoryCheck } from '@rollcall/subscriber/directory-client'
import { createCallerVerifier } from '@rollcall/subscriber/verify-caller'
import { openCache } from './cache/open-cache.js'
import { readEnv } from './env.js'
import { PrismaClient } from './generated/prisma/client.js'
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
const directory = createDirectoryClient({
  authServiceUrl: env.AUTH_SERVICE_URL,
  token: createServiceTokenSource({
    authServiceUrl: env.AUTH_SERVICE_URL,
    clientId: 'chat-service',
    clientSecret: env.CHAT_SERVICE_SECRET,
  }),
})
const userCache = await openCache({ url: env.CACHE_REDIS_URL, pool: system, directory, logger, metrics })
lifecycle.onClose('cache', userCache.close)
const { cache, reader, readStats } = userCache

const bus = createEventBus({ url: env.EVENT_BUS_URL ?? env.QUEUE_REDIS_URL, logger, keys: env.EVENT_KEYS })
const subscriber = createChatSubscriber({ bus, pool: system, people: pool, directory, logger, metrics, cache })
lifecycle.onClose('subscriber', subscriber.stop)
await subscriber.start()

const server = await createHttpServer({
  appRouter: createAppRouter({ system, prisma, cache, reader, readStats, subscriber }),
  logger,
  metrics,
  lifecycle,
  verifyToken: createCallerVerifier({ service: 'chat-service', authServiceUrl: env.AUTH_SERVICE_URL, directory }),
  portalUrls: env.PORTAL_URL,
  readiness: [postgresCheck(system), userCache.readiness, directoryCheck(env.AUTH_SERVICE_URL), subscriber.readiness],
})
// Seed 001's endpoint. It answers with what is known, whatever is away: /readyz is the one that says 503.
server.get('/health', async () => ({ status: lifecycle.isClosing() ? 'closing' : 'ok', cache: await readStats() }))
lifecycle.onClose('http', () => server.close())
await server.listen({ host: env.BIND_HOST, port: env.CHAT_SERVICE_PORT })
logger.info({ host: env.BIND_HOST, port: env.CHAT_SERVICE_PORT }, 'chat-service listens')
