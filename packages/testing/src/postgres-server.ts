import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { waitForPostgres } from '@rollcall/stack/database'
import { postgresUrl, preparePostgres } from '@rollcall/stack/postgres'
import { type ProcessExit, type RunningProcess, runProcess } from '@rollcall/stack/run-process'
import getPort from 'get-port'
import { createTemporaryFolder } from './temporary-folder.js'

export interface TestPostgresServer {
  port: number
  password: string
  url: (database: string) => string
  isRunning: () => boolean
  /** SIGQUIT (the default) is PostgreSQL's immediate stop: it recovers from its log at the next start. */
  kill: (signal?: NodeJS.Signals) => Promise<ProcessExit>
  restart: () => Promise<void>
  stop: () => Promise<void>
}

/** A PostgreSQL server of one's own. Not durable against a crash of the machine unless `durable` is set. */
export async function startPostgresServer(
  options: { durable?: boolean; port?: number } = {},
): Promise<TestPostgresServer> {
  const folder = await createTemporaryFolder()
  const port = options.port ?? (await getPort({ host: '127.0.0.1' }))
  const password = randomBytes(16).toString('hex')
  const directory = join(folder.path, 'postgres')
  const command = await preparePostgres({ directory, port, password, durable: options.durable ?? false })
  const url = (database: string) => postgresUrl({ port, password, database })
  const start = async (): Promise<RunningProcess> => {
    const started = await runProcess(command, { logFile: join(folder.path, 'postgres.log'), detached: false })
    await folder.remember(started.pid)
    await waitForPostgres(url('postgres'), { timeoutMs: 30_000, hasExited: started.hasExited })
    return started
  }
  let running = await start()
  const kill = async (signal: NodeJS.Signals = 'SIGQUIT') => {
    if (!running.hasExited()) running.kill(signal)
    return running.exited
  }
  return {
    ...{ port, password, url, kill },
    isRunning: () => !running.hasExited(),
    restart: async () => {
      await kill()
      running = await start()
    },
    stop: async () => {
      await kill('SIGINT')
      await folder.remove()
    },
  }
}
