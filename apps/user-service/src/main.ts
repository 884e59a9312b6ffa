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
import { readEnv } from './env.js'
import { PrismaClient } from './generated/prisma/client.js'
import { createClinicalSubscriber } from './projection/create-clinical-subscriber.js'
import { createReassignmentRunner } from './reassignment/reassignment-runner.js'
import { createAppRouter } from './router.js'

const env = readEnv()
const logger = createLogger({ service: 'user-service', level: env.LOG_LEVEL })
const lifecycle = createLifecycle({ logger })
const metrics = createMetrics('user-service')

const { pool, system } = openPools({
  ...{ connectionString: env.USER_DATABASE_URL, logger, lifecycle },
  queryTimeoutMs: 15_000,
})
const prisma = new PrismaClient({ adapter: new PrismaPg(pool) })
const directory = createDirectoryClient({
  authServiceUrl: env.AUTH_SERVICE_URL,
  token: createServiceTokenSource({
    authServiceUrl: env.AUTH_SERVICE_URL,
    clientId: 'user-service',
    clientSecret: env.USER_SERVICE_SECRET,
  }),
})

const bus = createEventBus({ url: env.EVENT_BUS_URL, logger, keys: env.EVENT_KEYS })
const subscriber = createClinicalSubscriber({ bus, pool: system, people: pool, directory, logger, metrics })
lifecycle.onClose('subscriber', subscriber.stop)
await subscriber.start()
const reassignments = createReassignmentRunner({ pool: system, audit: subscriber.audit, logger })
lifecycle.onClose('reassignments', reassignments.stop)
reassignments.start()

const server = await createHttpServer({
  appRouter: createAppRouter({ pool, prisma, directory, subscriber, reassignments }),
  logger,
  metrics,
  lifecycle,
  verifyToken: createCallerVerifier({ service: 'user-service', authServiceUrl: env.AUTH_SERVICE_URL, directory }),
  portalUrls: env.PORTAL_URL,
  readiness: [postgresCheck(system), directoryCheck(env.AUTH_SERVICE_URL), subscriber.readiness],
})
lifecycle.onClose('http', () => server.close())
await server.listen({ host: env.BIND_HOST, port: env.USER_SERVICE_PORT })
logger.info({ host: env.BIND_HOST, port: env.USER_SERVICE_PORT }, 'user-service listens')
