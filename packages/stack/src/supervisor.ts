import { setTimeout as sleep } from 'node:timers/promises'
import { sendSignal } from './process-identity.js'
import { type ProcessCommand, type ProcessExit, type RunningProcess, runProcess } from './run-process.js'
import { errorMessage } from './stack-error.js'

export interface SupervisedSpec<Name extends string> {
  name: Name
  /** What people call it. */
  title: string
  command: ProcessCommand
  logFile: string
  stopSignal: NodeJS.Signals
  /** How long a stop may take before SIGKILL. */
  stopTimeoutMs: number
  /** What a hurried stop sends instead. */
  hurrySignal: NodeJS.Signals
}

export interface SupervisorOptions<Name extends string> {
  /** false leaves a dead process dead. */
  restart: boolean
  /** Told each time a process starts (its pid) or ends (undefined). */
  onPid: (name: Name, pid: number | undefined) => void
  /** A sentence for the person at the terminal. */
  onNotice: (sentence: string) => void
  firstDelayMs?: number
  maxDelayMs?: number
  healthyAfterMs?: number
}

export interface Supervisor<Name extends string> {
  start: (spec: SupervisedSpec<Name>) => Promise<void>
  /** Stops one process for good; resolves when it has ended. */
  stop: (name: Name) => Promise<void>
  /** From now on stops don't wait. */
  hurry: () => void
  isRunning: (name: Name) => boolean
  /** How often it has ended by itself. */
  deaths: (name: Name) => number
}

interface Entry<Name extends string> {
  spec: SupervisedSpec<Name>
  current: RunningProcess | undefined
  deaths: number
  stopping: AbortController
  loop: Promise<void>
}

/** Keeps processes running: one that dies is started again after 1 s, then 2, 4, 8 and at most 10 s. */
export function createSupervisor<Name extends string>(options: SupervisorOptions<Name>): Supervisor<Name> {
  const { firstDelayMs = 1_000, maxDelayMs = 10_000, healthyAfterMs = 60_000 } = options
  const entries = new Map<Name, Entry<Name>>()
  let hurried = false

  const launch = async (entry: Entry<Name>) => {
    entry.current = await runProcess(entry.spec.command, { logFile: entry.spec.logFile })
    options.onPid(entry.spec.name, entry.current.pid)
    // A stop that came while it was starting found nothing to stop.
    if (entry.stopping.signal.aborted) void endRunning(entry.current, entry.spec, () => hurried)
  }

  const keepRunning = async (entry: Entry<Name>) => {
    const { name, title } = entry.spec
    const signal = entry.stopping.signal
    let delayMs = firstDelayMs
    while (entry.current) {
      const startedAt = Date.now()
      const exit = await entry.current.exited
      killGroup(entry.current.pid)
      entry.current = undefined
      options.onPid(name, undefined)
      if (signal.aborted) return
      entry.deaths += 1
      if (Date.now() - startedAt >= healthyAfterMs) delayMs = firstDelayMs
      while (!entry.current) {
        options.onNotice(describeDeath(title, exit, options.restart ? delayMs : undefined))
        if (!options.restart) return
        await sleep(delayMs, undefined, { signal }).catch(() => undefined)
        if (signal.aborted) return
        delayMs = Math.min(delayMs * 2, maxDelayMs)
        await launch(entry).catch((error) => options.onNotice(errorMessage(error)))
      }
    }
  }

  const stop = async (name: Name) => {
    const entry = entries.get(name)
    if (!entry) return
    entry.stopping.abort()
    const running = entry.current
    if (running) await endRunning(running, entry.spec, () => hurried)
    await entry.loop
  }

  return {
    start: async (spec) => {
      const stopping = new AbortController()
      const entry: Entry<Name> = { spec, current: undefined, deaths: 0, stopping, loop: Promise.resolve() }
      entries.set(spec.name, entry)
      await launch(entry)
      entry.loop = keepRunning(entry)
    },
    stop,
    hurry: () => {
      hurried = true
      for (const { current, spec, stopping } of entries.values()) {
        if (stopping.signal.aborted) current?.kill(spec.hurrySignal)
      }
    },
    isRunning: (name) => entries.get(name)?.current !== undefined,
    deaths: (name) => entries.get(name)?.deaths ?? 0,
  }
}

async function endRunning<Name extends string>(
  running: RunningProcess,
  spec: SupervisedSpec<Name>,
  isHurried: () => boolean,
): Promise<void> {
  running.kill(isHurried() ? spec.hurrySignal : spec.stopSignal)
  const timer = setTimeout(() => {
    running.kill('SIGKILL')
    killGroup(running.pid)
  }, spec.stopTimeoutMs)
  await running.exited
  clearTimeout(timer)
}

// Whatever the process itself started (a watcher's child) belongs to its group and must not outlive it.
function killGroup(pid: number): void {
  sendSignal(-pid, 'SIGKILL')
}

function describeDeath(title: string, exit: ProcessExit, delayMs: number | undefined): string {
  const how = exit.signal ? `was ended by ${exit.signal}` : `ended with code ${exit.code}`
  if (delayMs === undefined) return `${title} ${how} and stays down (--no-restart).`
  return `${title} ${how}; starting it again in ${delayMs / 1000} s.`
}
