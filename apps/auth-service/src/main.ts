import { createEventBus } from '@rollcall/event-bus/create-event-bus'
import { createHttpServer } from '@rollcall/service-kit/http'
import { createLifecycle } from '@rollcall/service-kit/lifecycle'
import { createLogger } from '@rollcall/service-kit/logger'
import { createMetrics } from '@rollcall/service-kit/metrics'
import { postgresCheck } from '@rollcall/service-kit/postgres'
import { openPools } from '@rollcall/service-kit/tenant-pool'
import { mountAuditExport } from './audit/mount-export.js'
import { readEnv } from './env.js'
import { mountImports } from './imports/mount-imports.js'
import { createOperations } from './operations.js'
import { createRelay } from './relay/relay.js'
import { createAppRouter } from './router.js'
import { createSealMetrics } from './seals/seal-figures.js'
import { deriveSealKey } from './seals/seal-hash.js'
import { adoptConsole } from './sign-in/adopt-console.js'
import { mountAuth } from './sign-in/mount-auth.js'
import { openSignIn } from './sign-in/open-sign-in.js'
import { createCallerVerifier } from './sign-in/verify-caller.js'
import { createOwnTokenSource } from './subscribers/own-token.js'
import { createSubscriberClient } from './subscribers/subscriber-client.js'
import { mountUsersExport } from './users/mount-export.js'

const env = readEnv(process.env)
const connectionString = env.AUTH_DATABASE_URL
const logger = createLogger({ service: 'auth-service', level: env.LOG_LEVEL })
adoptConsole(logger)
const lifecycle = createLifecycle({ logger })
const metrics = createMetrics('auth-service')

const settings = { 'rollcall.actor': 'service:auth-service' }
const { pool, system } = openPools({ connectionString, logger, lifecycle, max: 20, settings })
const bus = createEventBus({ url: env.EVENT_BUS_URL, logger, keys: env.EVENT_KEYS })
const relay = createRelay({ connectionString, bus, logger, metrics, batchEvents: env.RELAY_BATCH_EVENTS })
lifecycle.onClose('relay', relay.stop)
relay.start()

const signIn = openSignIn({
  ...{ pool: system, logger, redisUrl: env.QUEUE_REDIS_URL, setupToken: env.SETUP_TOKEN },
  settings: {
    secret: env.AUTH_SECRET,
    portalUrls: env.PORTAL_URL,
    signInLimitPerMinute: env.SIGN_IN_LIMIT_PER_MINUTE,
  },
  mail: env.SMTP_URL ? { url: env.SMTP_URL, from: env.MAIL_FROM } : undefined,
})
lifecycle.onClose('sign-in', signIn.stop)
signIn.start()
const subscribers = createSubscriberClient({
  urls: { clinical: env.USER_SERVICE_URL, chat: env.CHAT_SERVICE_URL },
  token: createOwnTokenSource(signIn.auth),
  logger,
})
const retention = { events: env.EVENT_LOG_RETENTION_DAYS, audit: env.AUDIT_RETENTION_DAYS }
const sealKey = deriveSealKey(env.AUTH_SECRET)
createSealMetrics(metrics, system)
const operations = createOperations({ pool, system, bus, subscribers, logger, retention, sealKey })
lifecycle.onClose('operations', operations.stop)
operations.start()

const server = await createHttpServer({
  appRouter: createAppRouter({
    ...{ pool, system, connectionString, relay, subscribers, operations, logger, lifecycle },
    issueLink: signIn.issueLink,
  }),
  logger,
  metrics,
  lifecycle,
  portalUrls: env.PORTAL_URL,
  verifyToken: createCallerVerifier(system),
  readiness: [postgresCheck(system), relay.readiness],
})
const door = { pool, logger, verifyToken: createCallerVerifier(system) }
mountAuditExport(server, door)
mountUsersExport(server, { ...door, readSyncSet: operations.readSyncSet })
mountImports(server, { ...door, system })
await mountAuth(server, {
  ...{ auth: signIn.auth, firstRun: signIn.firstRun, pool: system },
  secrets: new Map([
    ['user-service', env.USER_SERVICE_SECRET],
    ['chat-service', env.CHAT_SERVICE_SECRET],
  ]),
  trustedProxies: env.TRUSTED_PROXIES,
})
lifecycle.onClose('http', () => server.close())
await server.listen({ host: env.BIND_HOST, port: env.AUTH_SERVICE_PORT })
logger.info({ host: env.BIND_HOST, port: env.AUTH_SERVICE_PORT }, 'auth-service listens')
