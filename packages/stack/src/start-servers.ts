import { join } from 'node:path'
import type { Addresses } from './apps.js'
import { ensureDatabase, waitForPostgres } from './database.js'
import { chooseServerPorts, type ServerName } from './free-ports.js'
import { openLog, tailLog } from './logs.js'
import { stopOrphanedPostgres } from './orphaned-postgres.js'
import { postgresUrl, preparePostgres } from './postgres.js'
import { pingRedis, prepareRedis, redisUrl, waitForRedis } from './redis.js'
import type { Secrets } from './secrets.js'
import { errorCode, errorMessage, StackError } from './stack-error.js'
import type { StackRun } from './stack-run.js'

export const databases = ['auth', 'user', 'chat'] as const
export type DatabaseName = (typeof databases)[number]

export interface ServerContext {
  dataDir: string
  secrets: Secrets
  env: NodeJS.ProcessEnv
  ports: Record<ServerName, number>
  run: StackRun
}

/** URLs that the environment gives; those servers are used as they are and never started or stopped. */
export function givenDatabase(env: NodeJS.ProcessEnv, name: DatabaseName): string | undefined {
  return env[`${name.toUpperCase()}_DATABASE_URL`] || undefined
}

export async function choosePorts(dataDir: string): Promise<Record<ServerName, number>> {
  await stopOrphanedPostgres(join(dataDir, 'postgres'))
  return chooseServerPorts(dataDir)
}

/** The login of one service on our own PostgreSQL. */
export function serviceLogin(secrets: Secrets, name: DatabaseName): { user: string; password: string } {
  return { user: `rollcall_${name}`, password: secrets[`${name}DatabasePassword`] }
}

export function serverAddresses({ env, ports, secrets }: Omit<ServerContext, 'run'>): Addresses {
  const address = (name: DatabaseName, as: { user?: string; password: string }) =>
    givenDatabase(env, name) ?? postgresUrl({ port: ports.postgres, database: `${name}_db`, ...as })
  const own = (name: DatabaseName) => address(name, { password: secrets.postgresPassword })
  const login = (name: DatabaseName) => address(name, serviceLogin(secrets, name))
  return {
    databases: { auth: own('auth'), user: own('user'), chat: own('chat') },
    logins: { auth: login('auth'), user: login('user'), chat: login('chat') },
    queueRedisUrl: env.QUEUE_REDIS_URL || redisUrl({ port: ports.queueRedis, password: secrets.queueRedisPassword }),
    cacheRedisUrl: env.CACHE_REDIS_URL || redisUrl({ port: ports.cacheRedis, password: secrets.cacheRedisPassword }),
  }
}

/** Starts our own PostgreSQL with the databases that the environment doesn't give. */
export async function startPostgres(context: ServerContext, onProgress: (text: string) => void): Promise<void> {
  const { dataDir, secrets, ports, run, env } = context
  const directory = join(dataDir, 'postgres')
  onProgress('preparing its data folder')
  const server = { directory, port: ports.postgres, password: secrets.postgresPassword }
  const command = await preparePostgres(server)
  const logFile = await openLog(dataDir, 'postgres')
  onProgress('starting')
  await run.start({
    ...{ name: 'postgres', title: 'PostgreSQL', command, logFile },
    // Fast shutdown: ends sessions, writes a checkpoint. Immediate when hurried: recovers from its log next time.
    ...{ stopSignal: 'SIGINT', stopTimeoutMs: 20_000, hurrySignal: 'SIGQUIT' },
  })
  const adminUrl = postgresUrl({ ...server, database: 'postgres' })
  try {
    await waitForPostgres(adminUrl, { timeoutMs: 60_000, hasExited: () => run.isHopeless('postgres') })
  } catch (cause) {
    throw await explainPostgresFailure(cause, directory, logFile)
  }
  for (const name of databases) {
    if (!givenDatabase(env, name)) await ensureDatabase(adminUrl, `${name}_db`)
  }
}

async function explainPostgresFailure(cause: unknown, directory: string, logFile: string): Promise<StackError> {
  if (errorCode(cause) === '28P01') {
    return new StackError(
      `The password in secrets.json does not open the databases in ${directory}: restore the secrets.json that belongs ` +
        'to them, or move the data folder away to start empty.',
      { cause },
    )
  }
  const log = await tailLog(logFile)
  const advice = /No space left/i.test(log)
    ? 'The disk is full: free some space and start again.'
    : `If its data is damaged, restore ${directory} from a copy or move it away to start empty.`
  return new StackError(`PostgreSQL did not start. ${advice}\n${log}\n(${logFile})`, { cause })
}

/** Starts our own Redis for one role. */
export async function startRedis(context: ServerContext, role: 'queue' | 'cache'): Promise<void> {
  const { dataDir, secrets, ports, run, env } = context
  const name = role === 'queue' ? 'queueRedis' : 'cacheRedis'
  const password = role === 'queue' ? secrets.queueRedisPassword : secrets.cacheRedisPassword
  const directory = join(dataDir, `redis-${role}`)
  const memory = env.CACHE_MAXMEMORY ? { maxMemory: env.CACHE_MAXMEMORY } : {}
  const command = await prepareRedis({ role, directory, port: ports[name], password, ...memory })
  const logFile = await openLog(dataDir, `redis-${role}`)
  await run.start({
    ...{ name, title: `The ${role} Redis`, command, logFile },
    ...{ stopSignal: 'SIGTERM', stopTimeoutMs: 10_000, hurrySignal: 'SIGTERM' },
  })
  try {
    const url = redisUrl({ port: ports[name], password })
    await waitForRedis(url, { timeoutMs: 60_000, hasExited: () => run.isHopeless(name) })
  } catch (cause) {
    const advice = `If its data is damaged, move ${directory} away: what it held is reconciled from the directory.`
    throw new StackError(`The ${role} Redis did not start. ${advice}\n${await tailLog(logFile)}\n(${logFile})`, {
      cause,
    })
  }
}

/** Checks a server whose URL the environment gives, so that a wrong one is named before anything depends on it. */
export async function checkGivenRedis(variable: 'QUEUE_REDIS_URL' | 'CACHE_REDIS_URL', url: string): Promise<void> {
  if (!URL.canParse(url)) throw new StackError(`${variable} is not a URL. Expected redis://host:port.`)
  // Our probe speaks plain TCP; a TLS server is left to the services.
  if (url.startsWith('rediss:')) return
  const answer = await pingRedis(url)
  if (!answer.includes('+PONG')) throw new StackError(`The server of ${variable} does not answer: ${answer.trim()}`)
}

export async function checkGivenDatabase(variable: string, url: string): Promise<void> {
  try {
    await waitForPostgres(url, { timeoutMs: 2_000 })
  } catch (cause) {
    throw new StackError(`The database of ${variable} can't be reached: ${errorMessage(cause)}`, { cause })
  }
}
