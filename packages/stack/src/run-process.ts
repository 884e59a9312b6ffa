import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { StackError } from './stack-error.js'

/** How to run a program; a plain value, so that it can be run again after a crash. */
export interface ProcessCommand {
  file: string
  args: string[]
  cwd?: string
  /** The whole environment of the process; ours when left out. */
  env?: Record<string, string>
  uid?: number
  gid?: number
}

export interface ProcessExit {
  code: number | null
  signal: NodeJS.Signals | null
}

export interface RunningProcess {
  pid: number
  exited: Promise<ProcessExit>
  hasExited: () => boolean
  kill: (signal: NodeJS.Signals) => void
}

export interface RunOptions {
  logFile: string
  /** A process group of its own (the default), so that Ctrl-C in the terminal reaches only the supervisor. */
  detached?: boolean
}

/**
 * Starts a program whose output goes straight into `logFile`: no pipe that could fill up, or break when we are gone.
 * Throws when it can't be started at all.
 */
export async function runProcess(command: ProcessCommand, options: RunOptions): Promise<RunningProcess> {
  const log = openSync(options.logFile, 'a', 0o600)
  const { file, args, ...settings } = command
  const child = spawn(file, args, {
    ...settings,
    detached: options.detached ?? true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  let ended = false
  const exited = new Promise<ProcessExit>((resolve) => {
    child.once('exit', (code, signal) => {
      ended = true
      resolve({ code, signal })
    })
  })
  return {
    pid: await spawnedPid(child, file),
    exited,
    hasExited: () => ended,
    kill: (signal) => void child.kill(signal),
  }
}

async function spawnedPid(child: ChildProcess, file: string): Promise<number> {
  if (child.pid !== undefined) {
    child.on('error', () => undefined)
    return child.pid
  }
  const [cause] = await once(child, 'error')
  throw new StackError(`${file} could not be started: ${cause instanceof Error ? cause.message : cause}`, { cause })
}
