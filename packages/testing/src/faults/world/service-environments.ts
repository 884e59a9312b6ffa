import { postgresUrl } from '@rollcall/stack/postgres'
import { redisUrl } from '@rollcall/stack/redis'
import type { LineName, Lines } from './proxies.js'
import { databaseOf, newSecret, type Servers } from './servers.js'

export type ServiceName = 'auth' | 'clinical' | 'chat'
export const serviceNames: ServiceName[] = ['auth', 'clinical', 'chat']

/** What each service is started with: every address leads through a proxy. */
export function createEnvironments(
  servers: Servers,
  lines: Lines,
  ports: Record<ServiceName, number>,
): Record<ServiceName, Record<string, string>> {
  const database = (name: LineName, which: 'auth' | 'user' | 'chat') =>
    postgresUrl({
      port: lines.line(name).port,
      password: servers.postgres.password,
      database: databaseOf(which),
    })
  const redis = (name: LineName, password: string) => redisUrl({ port: lines.line(name).port, password })
  const queue = (name: LineName) => redis(name, servers.queueRedis.password)
  const url = (port: number) => `http://127.0.0.1:${port}`
  const secrets = { USER_SERVICE_SECRET: newSecret(), CHAT_SERVICE_SECRET: newSecret() }
  const shared = {
    EVENT_KEYS: servers.eventKeys,
    NODE_ENV: 'production',
    LOG_LEVEL: 'warn',
    USER_SERVICE_URL: url(ports.clinical),
    CHAT_SERVICE_URL: url(ports.chat),
  }
  return {
    auth: {
      ...shared,
      ...secrets,
      AUTH_DATABASE_URL: database('auth.postgres', 'auth'),
      QUEUE_REDIS_URL: queue('auth.queue'),
      PORTAL_URL: 'http://localhost:3100',
      AUTH_SECRET: newSecret(),
      SIGN_IN_LIMIT_PER_MINUTE: '100000',
    },
    clinical: {
      ...shared,
      USER_DATABASE_URL: database('clinical.postgres', 'user'),
      QUEUE_REDIS_URL: queue('clinical.queue'),
      AUTH_SERVICE_URL: url(lines.line('clinical.directory').port),
      USER_SERVICE_SECRET: secrets.USER_SERVICE_SECRET,
    },
    chat: {
      ...shared,
      CHAT_DATABASE_URL: database('chat.postgres', 'chat'),
      QUEUE_REDIS_URL: queue('chat.queue'),
      CACHE_REDIS_URL: redis('chat.cache', servers.cacheRedis.password),
      AUTH_SERVICE_URL: url(lines.line('chat.directory').port),
      CHAT_SERVICE_SECRET: secrets.CHAT_SERVICE_SECRET,
    },
  }
}
