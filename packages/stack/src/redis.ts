import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findRedisServer } from './redis-program.js'
import type { ProcessCommand } from './run-process.js'

/** queue: keeps everything, on disk too. cache: bounded, forgets the least used, nothing on disk. test: neither. */
export type RedisRole = 'queue' | 'cache' | 'test'

export interface RedisServerOptions {
  role: RedisRole
  /** The server's own folder; created when missing. */
  directory: string
  port: number
  password: string
  /** Memory bound of the cache role, as Redis writes it: 256mb, 1gb. */
  maxMemory?: string
}

const roleSettings: Record<RedisRole, (options: RedisServerOptions) => string[]> = {
  queue: () => ['appendonly yes', 'appendfsync everysec', 'maxmemory-policy noeviction'],
  cache: (options) => [
    ...['appendonly no', 'maxmemory-policy allkeys-lru', 'lazyfree-lazy-eviction yes'],
    // Redis' own 64 would make a hash table of every profile whose avatar's URL is longer: 1,240 bytes for one of 100
    // characters instead of 550, and no faster to read.
    'hash-max-listpack-value 1024',
    `maxmemory ${options.maxMemory ?? '256mb'}`,
  ],
  test: () => ['appendonly no', 'maxmemory-policy noeviction', 'databases 64'],
}

/** Writes the server's configuration and answers the command that runs it. */
export async function prepareRedis(options: RedisServerOptions): Promise<ProcessCommand> {
  const file = await findRedisServer()
  await mkdir(options.directory, { recursive: true, mode: 0o700 })
  await chmod(options.directory, 0o700)
  const configFile = join(options.directory, 'redis.conf')
  // In a file, because arguments can be read by everybody on the machine.
  const settings = [
    ...['bind 127.0.0.1', `port ${options.port}`, `requirepass ${options.password}`, 'daemonize no'],
    ...[`dir ${quote(options.directory)}`, 'save ""', 'protected-mode yes', 'logfile ""'],
    ...roleSettings[options.role](options),
  ]
  await writeFile(configFile, `${settings.join('\n')}\n`, { mode: 0o600 })
  return { file, args: [configFile], cwd: options.directory }
}

function quote(path: string): string {
  return `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
}

export function redisUrl(options: { port: number; password: string; database?: number }): string {
  const path = options.database === undefined ? '' : `/${options.database}`
  return `redis://:${encodeURIComponent(options.password)}@127.0.0.1:${options.port}${path}`
}

/** Resolves once the server answers PING as PONG, that is, when it has also loaded its data. */
export async function waitForRedis(
  url: string,
  options: { timeoutMs: number; hasExited?: () => boolean },
): Promise<void> {
  const deadline = Date.now() + options.timeoutMs
  for (;;) {
    const answer = await pingRedis(url)
    if (answer.includes('+PONG')) return
    if (options.hasExited?.() || Date.now() > deadline) throw new Error(`Redis did not become ready: ${answer.trim()}`)
    await sleep(30)
  }
}

/** What the server answers to AUTH and PING, or the reason why nothing came. Never rejects. */
export function pingRedis(url: string): Promise<string> {
  const { hostname, port, username, password } = new URL(url)
  return new Promise((resolve) => {
    const socket = connect(Number(port || 6379), hostname.replace(/^\[|\]$/g, ''))
    const finish = (answer: string) => {
      socket.destroy()
      resolve(answer)
    }
    socket.setTimeout(2_000, () => finish('no answer within 2 s'))
    socket.once('error', (error) => finish(error.message))
    socket.once('connect', () => {
      const credentials = [username, password].map(decodeURIComponent).filter(Boolean)
      socket.write(`${password ? writeCommand(['AUTH', ...credentials]) : ''}${writeCommand(['PING'])}`)
    })
    let received = ''
    socket.on('data', (chunk) => {
      received += chunk.toString('utf8')
      if (/PONG|-[A-Z]+ /.test(received)) finish(received)
    })
    socket.once('close', () => finish(received || 'the connection was closed'))
  })
}

const writeCommand = (words: string[]) =>
  [`*${words.length}`, ...words.flatMap((word) => [`$${Buffer.byteLength(word)}`, word]), ''].join('\r\n')
