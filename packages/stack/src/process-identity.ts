import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** A process named so that a recycled pid is never taken for it. */
export interface ProcessRef {
  pid: number
  /** When the process started, in the words of the operating system. */
  startedAt: string
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !isZombie(pid)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

// A killed child of a dead parent can stay as a zombie where nothing reaps it, as in a container without an init.
function isZombie(pid: number): boolean {
  return readStat(pid)?.[0] === 'Z'
}

// The fields of /proc/<pid>/stat from the state on; the name before them may hold spaces and brackets.
function readStat(pid: number): string[] | undefined {
  if (process.platform !== 'linux') return undefined
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return undefined
  }
}

/** Identifies a running process, or undefined when there is none with this pid. */
export function identifyProcess(pid: number): ProcessRef | undefined {
  if (!isAlive(pid)) return undefined
  if (process.platform === 'linux') {
    const ticks = readStat(pid)?.[19]
    return ticks ? { pid, startedAt: `${readBootId()}/${ticks}` } : undefined
  }
  try {
    const startedAt = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()
    return startedAt ? { pid, startedAt } : undefined
  } catch {
    return undefined
  }
}

function readBootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    return 'boot'
  }
}

export function isSameProcess(ref: ProcessRef): boolean {
  return identifyProcess(ref.pid)?.startedAt === ref.startedAt
}

/** Sends `signal`, waits up to `timeoutMs`, then sends SIGKILL. Does nothing when the process has ended. */
export async function endProcess(ref: ProcessRef, signal: NodeJS.Signals, timeoutMs: number): Promise<void> {
  if (!isSameProcess(ref)) return
  sendSignal(ref.pid, signal)
  const deadline = Date.now() + timeoutMs
  while (Date.now() < deadline) {
    if (!isSameProcess(ref)) return
    await sleep(25)
  }
  sendSignal(ref.pid, 'SIGKILL')
  while (isSameProcess(ref)) await sleep(25)
}

export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It ended in between.
  }
}
