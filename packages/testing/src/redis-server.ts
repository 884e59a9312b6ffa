import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { prepareRedis, type RedisRole, redisUrl, waitForRedis } from '@rollcall/stack/redis'
import { type ProcessExit, type RunningProcess, runProcess } from '@rollcall/stack/run-process'
import getPort from 'get-port'
import { createTemporaryFolder } from './temporary-folder.js'

export interface TestRedisServer {
  url: string
  port: number
  password: string
  /** Where its data lies. */
  directory: string
  pid: () => number
  isRunning: () => boolean
  /** Ends it at once, as a crash would; SIGKILL unless another signal is given. Data on disk stays. */
  kill: (signal?: NodeJS.Signals) => Promise<ProcessExit>
  /** Starts it again on the same port with what is on its disk. */
  restart: () => Promise<void>
  /** Ends it and removes its data. */
  stop: () => Promise<void>
}

/** A Redis server of one's own, for tests that kill it, fill it or need a role's persistence and eviction. */
export async function startRedisServer(
  options: { role?: RedisRole; maxMemory?: string; port?: number } = {},
): Promise<TestRedisServer> {
  const folder = await createTemporaryFolder()
  const port = options.port ?? (await getPort({ host: '127.0.0.1' }))
  const password = randomBytes(16).toString('hex')
  const directory = join(folder.path, 'redis')
  const maxMemory = options.maxMemory === undefined ? {} : { maxMemory: options.maxMemory }
  const command = await prepareRedis({ role: options.role ?? 'test', directory, port, password, ...maxMemory })
  const url = redisUrl({ port, password })
  const start = async (): Promise<RunningProcess> => {
    const started = await runProcess(command, { logFile: join(folder.path, 'redis.log'), detached: false })
    await folder.remember(started.pid)
    await waitForRedis(url, { timeoutMs: 10_000, hasExited: started.hasExited })
    return started
  }
  let running = await start()
  const kill = async (signal: NodeJS.Signals = 'SIGKILL') => {
    if (!running.hasExited()) running.kill(signal)
    return running.exited
  }
  return {
    ...{ url, port, password, directory },
    pid: () => running.pid,
    isRunning: () => !running.hasExited(),
    kill,
    restart: async () => {
      await kill()
      running = await start()
    },
    stop: async () => {
      await kill()
      await folder.remove()
    },
  }
}
