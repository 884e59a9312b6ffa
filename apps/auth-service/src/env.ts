import { originListSchema, parseEnv, portSchema, secretSchema, serviceEnvShape } from '@rollcall/service-kit/env'
import { eventKeysSchema } from '@rollcall/service-kit/event-keys'
import { z } from 'zod'

const postgresUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'expected postgresql://user:password@host:port/database',
})
const redisUrl = z.url({ protocol: /^rediss?$/, error: 'expected redis://host:port' })
const httpUrl = z
  .url({ protocol: /^https?$/, error: 'expected http://host:port' })
  .transform((url) => url.replace(/\/+$/, ''))
const addressList = z.string().transform((list) =>
  list
    .split(',')
    .map((address) => address.trim())
    .filter(Boolean),
)

const shape = {
  ...serviceEnvShape,
  AUTH_SERVICE_PORT: portSchema.default(8001),
  AUTH_DATABASE_URL: postgresUrl,
  QUEUE_REDIS_URL: redisUrl,
  EVENT_BUS_URL: redisUrl.optional(),
  EVENT_KEYS: eventKeysSchema,
  PORTAL_URL: originListSchema,
  AUTH_SECRET: secretSchema,
  USER_SERVICE_SECRET: secretSchema,
  CHAT_SERVICE_SECRET: secretSchema,
  /** Where the subscribers answer; asked for parked events, standings and timelines, never for the road itself. */
  USER_SERVICE_URL: httpUrl.default('http://127.0.0.1:8002'),
  CHAT_SERVICE_URL: httpUrl.default('http://127.0.0.1:8003'),
  /** How long the event log is kept. */
  EVENT_LOG_RETENTION_DAYS: z.coerce.number().int().min(1).max(36_500).default(400),
  /** How long the trail is kept. */
  AUDIT_RETENTION_DAYS: z.coerce.number().int().min(1).max(36_500).default(3650),
  /** Most events in one message of the relay; 1 sends each alone. */
  RELAY_BATCH_EVENTS: z.coerce.number().int().min(1).max(500).default(500),
  /** Where mail is handed in, such as smtps://user:password@mail.example.org; without it links are shown to administrators. */
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'expected smtp://… or smtps://user:password@host:port' }).optional(),
  MAIL_FROM: z.string().min(3).default('Rollcall <rollcall@localhost>'),
  /** Lets whoever has it create the first administrator of an empty directory. */
  SETUP_TOKEN: secretSchema.optional(),
  SIGN_IN_LIMIT_PER_MINUTE: z.coerce.number().int().min(1).default(60),
  /** Addresses (or networks, such as 10.0.0.0/8) whose X-Forwarded-For is believed: the console's server. */
  TRUSTED_PROXIES: addressList.default(['127.0.0.1', '::1']),
}

/** What main.ts starts from. Every fault of the environment is reported at once. */
export function readEnv(source: NodeJS.ProcessEnv) {
  const env = parseEnv(shape, source)
  return { ...env, EVENT_BUS_URL: env.EVENT_BUS_URL ?? env.QUEUE_REDIS_URL }
}
