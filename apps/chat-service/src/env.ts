import {
  originListSchema,
  parseEnv,
  portSchema,
  secretSchema,
  serviceEnvShape,
  wholeNumberSchema,
} from '@rollcall/service-kit/env'
import { eventKeysSchema } from '@rollcall/service-kit/event-keys'
import { z } from 'zod'
import { cacheEnvShape } from './cache/cache-env.js'
import { defaultsFor, prewarmLimits, withDefaults } from './prewarm/prewarm-options.js'

const redisUrl = z.url({ protocol: /^rediss?$/, error: 'expected redis://host:port or rediss://host:port' })
const httpUrl = z
  .url({ protocol: /^https?$/, error: 'expected http://host:port' })
  .transform((url) => url.replace(/\/$/, ''))

const prewarmNumber = ({ min, max }: { min: number; max: number }) => wholeNumberSchema(min, max).optional()

/** What both the service and its demo seed need. */
export const chatStoreEnvShape = {
  CHAT_DATABASE_URL: z.url({
    protocol: /^postgres(ql)?$/,
    error: 'expected postgres://user:password@host:port/database',
  }),
  AUTH_SERVICE_URL: httpUrl.default('http://127.0.0.1:8001'),
  CHAT_SERVICE_SECRET: secretSchema,
  LOG_LEVEL: serviceEnvShape.LOG_LEVEL,
}

const shape = {
  ...serviceEnvShape,
  ...chatStoreEnvShape,
  CHAT_SERVICE_PORT: portSchema.default(8003),
  QUEUE_REDIS_URL: redisUrl,
  /** Where events come from when they don't come from the queue Redis. */
  EVENT_BUS_URL: z.url().optional(),
  EVENT_KEYS: eventKeysSchema,
  /** The console's origins; pages of others may not write. */
  PORTAL_URL: originListSchema.default(['http://localhost:3100']),
  /** May evict: a profile that is gone is read again. */
  CACHE_REDIS_URL: redisUrl,
  ...cacheEnvShape,
  /** `production` warms more of the cache at a time. */
  NODE_ENV: z.string().optional(),
  /** What a prewarm takes when nothing else is said; where one isn't set, `defaultsFor` decides. */
  PREWARM_DAYS_BACK: prewarmNumber(prewarmLimits.daysBack),
  PREWARM_BATCH_SIZE: prewarmNumber(prewarmLimits.batchSize),
  PREWARM_DELAY_MS: prewarmNumber(prewarmLimits.delayBetweenBatches),
  PREWARM_MAX_USERS: prewarmNumber(prewarmLimits.maxUsers),
  PREWARM_AT_START: z
    .enum(['true', 'false'], 'expected true or false')
    .default('true')
    .transform((text) => text === 'true'),
}

/** @throws Error naming every variable that is missing or wrong */
export function readEnv(source: NodeJS.ProcessEnv = process.env) {
  const env = parseEnv(shape, source)
  const given = {
    daysBack: env.PREWARM_DAYS_BACK,
    batchSize: env.PREWARM_BATCH_SIZE,
    delayBetweenBatches: env.PREWARM_DELAY_MS,
    maxUsers: env.PREWARM_MAX_USERS,
  }
  const prewarm = { defaults: withDefaults(given, defaultsFor(env.NODE_ENV)), atStart: env.PREWARM_AT_START }
  return { ...env, prewarm }
}
