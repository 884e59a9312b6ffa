import { originListSchema, parseEnv, portSchema, secretSchema, serviceEnvShape } from '@rollcall/service-kit/env'
import { eventKeysSchema } from '@rollcall/service-kit/event-keys'
import { z } from 'zod'

export const postgresUrlSchema = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'expected postgresql://user:password@host:port/database',
})
const redisUrl = z.url({ protocol: /^rediss?$/, error: 'expected redis://host:port or rediss://host:port' })
const httpUrl = z
  .url({ protocol: /^https?$/, error: 'expected http://host:port' })
  .transform((url) => url.replace(/\/+$/, ''))

const shape = {
  ...serviceEnvShape,
  USER_SERVICE_PORT: portSchema.default(8002),
  USER_DATABASE_URL: postgresUrlSchema,
  QUEUE_REDIS_URL: redisUrl,
  EVENT_BUS_URL: z.url().optional(),
  EVENT_KEYS: eventKeysSchema,
  /** The console's origins; pages of others may not write. */
  PORTAL_URL: originListSchema.default(['http://localhost:3100']),
  AUTH_SERVICE_URL: httpUrl.default('http://127.0.0.1:8001'),
  USER_SERVICE_SECRET: secretSchema,
}

/** @throws Error naming every variable that is missing or wrong */
export function readEnv(source: NodeJS.ProcessEnv = process.env) {
  const env = parseEnv(shape, source)
  return { ...env, EVENT_BUS_URL: env.EVENT_BUS_URL ?? env.QUEUE_REDIS_URL }
}
