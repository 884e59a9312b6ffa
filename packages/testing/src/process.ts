import { mkdtempSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { type ProcessExit, runProcess } from '@rollcall/stack/run-process'
import getPort from 'get-port'
import { repositoryRoot } from './test-servers.js'

export interface ServiceOptions {
  service: 'auth-service' | 'user-service' | 'chat-service'
  /** Added to PATH, HOME and the port variable; the rest of our own environment is not passed on. */
  env: Record<string, string>
  /** source (the default) needs no build; dist is what production runs. */
  from?: 'source' | 'dist'
  /** Taken free when left out. Give one to restart a service at its old address. */
  port?: number
}

export interface ServiceProcess {
  url: string
  port: number
  pid: number
  /** Waits until GET /readyz answers 200; rejects with the reason and the last output after `timeoutMs`. */
  waitUntilReady: (timeoutMs?: number) => Promise<void>
  /** Sends the signal (SIGTERM by default) and waits until the process has ended. */
  kill: (signal?: NodeJS.Signals) => Promise<ProcessExit>
  exited: Promise<ProcessExit>
  output: () => Promise<string>
  /** Ends it if it still runs, and removes its output. */
  stop: () => Promise<void>
}

/** Starts one service as a process of its own, to be watched and killed as in production. */
export async function startService(options: ServiceOptions): Promise<ServiceProcess> {
  const port = options.port ?? (await getPort({ host: '127.0.0.1' }))
  const folder = mkdtempSync(join(tmpdir(), `rollcall-${options.service}-`))
  const logFile = join(folder, 'output.log')
  const running = await runProcess(
    {
      file: process.execPath,
      args: entryArguments(options),
      cwd: join(repositoryRoot, 'apps', options.service),
      env: {
        ...{ PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '' },
        ...options.env,
        [`${options.service.replace('-', '_').toUpperCase()}_PORT`]: String(port),
      },
    },
    { logFile, detached: false },
  )
  const url = `http://127.0.0.1:${port}`
  const output = () => readFile(logFile, 'utf8')
  const kill = async (signal: NodeJS.Signals = 'SIGTERM') => {
    if (!running.hasExited()) running.kill(signal)
    return running.exited
  }
  return {
    ...{ url, port, kill, output, pid: running.pid, exited: running.exited },
    waitUntilReady: async (timeoutMs = 20_000) => {
      const reason = await waitForReadiness(`${url}/readyz`, timeoutMs, running.hasExited)
      if (reason) throw new Error(`${options.service} is not ready: ${reason}\n${(await output()).slice(-2_000)}`)
    },
    stop: async () => {
      await kill('SIGKILL')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function entryArguments(options: ServiceOptions): string[] {
  if (options.from === 'dist') return ['dist/main.js']
  const loader = pathToFileURL(createRequire(join(repositoryRoot, 'package.json')).resolve('tsx')).href
  return ['--conditions=rollcall-source', '--import', loader, 'src/main.ts']
}

async function waitForReadiness(url: string, timeoutMs: number, hasExited: () => boolean): Promise<string | undefined> {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    const reason = await probe(url)
    if (reason === undefined) return undefined
    if (hasExited()) return 'the process has ended'
    if (Date.now() > deadline) return reason
    await sleep(50)
  }
}

async function probe(url: string): Promise<string | undefined> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_500) })
    const body = await response.text()
    return response.ok ? undefined : `${response.status} ${body.slice(0, 500)}`
  } catch (error) {
    return String(error)
  }
}
