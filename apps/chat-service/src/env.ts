import { originListSchema, parseEnv, portSchema, secretSchema, serviceEnvShape } from '@rollcall/service-kit/env'
import { eventKeysSchema } from '@rollcall/service-kit/event-keys'
import { z } from 'zod'

const redisUrl = z.url({ protocol: /^rediss?$/, error: 'expected redis://host:port or rediss://host:port' })
const httpUrl = z
  .url({ protocol: /^https?$/, error: 'expected http://host:port' })
  .transform((url) => url.replace(/\/$/, ''))

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
}

/** @throws Error naming every variable that is missing or wrong */
export const readEnv = (source: NodeJS.ProcessEnv = process.env) => parseEnv(shape, source)
