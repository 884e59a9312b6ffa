import { sendSignal } from '@rollcall/stack/process-identity'
import type { ProcessExit } from '@rollcall/stack/run-process'
import { type ServiceOptions, type ServiceProcess, startService } from '../../process.js'

export interface Readiness {
  /** 0 when nobody answers. */
  status: number
  text: string
}

/** A service that is started, killed, frozen and started again at one address. */
export interface ManagedService {
  url: string
  port: number
  pid: () => number
  isRunning: () => boolean
  /** When it was last started (ms). */
  startedAt: () => number
  /** `env` is added for this start alone. */
  start: (options?: { wait?: boolean; env?: Record<string, string> }) => Promise<void>
  waitUntilReady: (timeoutMs?: number) => Promise<void>
  /** Ends the process and waits for its end; SIGKILL unless another signal is given. */
  kill: (signal?: NodeJS.Signals) => Promise<ProcessExit>
  freeze: () => void
  thaw: () => void
  readiness: () => Promise<Readiness>
  /** The last lines of what the present or last process wrote. */
  output: () => Promise<string>
  stop: () => Promise<void>
}

/** Not started yet. `remember` is told each pid, so that the next run can end what this one leaves behind. */
export function createManagedService(
  options: ServiceOptions & { port: number; remember: (pid: number) => Promise<void> },
): ManagedService {
  const url = `http://127.0.0.1:${options.port}`
  let current: ServiceProcess | undefined
  let running = false
  let startedAt = 0
  const present = (): ServiceProcess => {
    if (!current) throw new Error(`${options.service} was never started`)
    return current
  }
  const signalAll = (signal: NodeJS.Signals) => {
    if (running && current) sendSignal(current.pid, signal)
  }
  return {
    ...{ url, port: options.port },
    pid: () => present().pid,
    isRunning: () => running,
    startedAt: () => startedAt,
    start: async ({ wait = true, env = {} } = {}) => {
      if (running) throw new Error(`${options.service} runs already`)
      await current?.stop()
      startedAt = Date.now()
      const started = await startService({ ...options, env: { ...options.env, ...env } })
      current = started
      running = true
      void started.exited.then(() => {
        if (current === started) running = false
      })
      await options.remember(started.pid)
      if (wait) await started.waitUntilReady(40_000)
    },
    waitUntilReady: (timeoutMs) => present().waitUntilReady(timeoutMs),
    kill: async (signal = 'SIGKILL') => {
      const exit = await present().kill(signal)
      running = false
      return exit
    },
    freeze: () => signalAll('SIGSTOP'),
    thaw: () => signalAll('SIGCONT'),
    readiness: () => readReadiness(`${url}/readyz`),
    output: async () => (await present().output()).slice(-4_000),
    stop: async () => {
      // A frozen process takes SIGKILL too.
      await current?.stop()
      running = false
    },
  }
}

async function readReadiness(url: string): Promise<Readiness> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(4_000), headers: { connection: 'close' } })
    return { status: response.status, text: (await response.text()).slice(0, 2_000) }
  } catch (error) {
    return { status: 0, text: String(error) }
  }
}
