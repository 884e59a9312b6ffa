import { readdir, readFile } from 'node:fs/promises'
import type { StackFile } from '@rollcall/stack/stack-file'

const parts = ['portal', 'authService', 'userService', 'chatService', 'postgres', 'queueRedis', 'cacheRedis'] as const
export type Part = (typeof parts)[number]

/** One part of the stack with all of its child processes. */
export interface Usage {
  /** Proportional set size: memory shared between processes is counted once. */
  megabytes: number
  cpuSeconds: number
}

// USER_HZ, which is 100 on every Linux that Node runs on.
const ticksPerSecond = 100

/** What each part of the stack has used until now. Empty where there is no /proc (macOS). */
export async function readUsage(stack: StackFile): Promise<Partial<Record<Part, Usage>>> {
  const children = await readChildren()
  const usage: Partial<Record<Part, Usage>> = {}
  for (const part of parts) {
    const { pid } = stack[part]
    if (pid === null || children.size === 0) continue
    const family = familyOf(pid, children)
    const each = await Promise.all(family.map(readProcess))
    usage[part] = {
      megabytes: each.reduce((sum, { megabytes }) => sum + megabytes, 0),
      cpuSeconds: each.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0),
    }
  }
  return usage
}

/** Samples memory until stopped, and answers the peak of each part in megabytes. */
export function watchMemory(stack: StackFile, everyMs = 500): () => Promise<Partial<Record<Part, number>>> {
  const peaks: Partial<Record<Part, number>> = {}
  let stopped = false
  const sample = async () => {
    for (const [part, { megabytes }] of Object.entries(await readUsage(stack)) as [Part, Usage][]) {
      peaks[part] = Math.max(peaks[part] ?? 0, Math.round(megabytes))
    }
  }
  const sampling = (async () => {
    while (!stopped) {
      await sample()
      await new Promise((resolve) => setTimeout(resolve, everyMs))
    }
    await sample()
  })()
  return async () => {
    stopped = true
    await sampling
    return peaks
  }
}

async function readChildren(): Promise<Map<number, number[]>> {
  const children = new Map<number, number[]>()
  const names = await readdir('/proc').catch((): string[] => [])
  for (const name of names.filter((entry) => /^\d+$/.test(entry))) {
    const parent = Number((await readStat(Number(name)))?.[1])
    if (parent > 0) children.set(parent, [...(children.get(parent) ?? []), Number(name)])
  }
  return children
}

function familyOf(pid: number, children: ReadonlyMap<number, number[]>): number[] {
  return [pid, ...(children.get(pid) ?? []).flatMap((child) => familyOf(child, children))]
}

/** The fields after the command's name, which may itself hold spaces: state, parent, … (proc(5)). */
async function readStat(pid: number): Promise<string[] | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  return text?.slice(text.lastIndexOf(')') + 2).split(' ')
}

async function readProcess(pid: number): Promise<Usage> {
  const [stat, memory] = await Promise.all([
    readStat(pid),
    readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => ''),
  ])
  const kilobytes = Number(/^Pss:\s+(\d+)/m.exec(memory)?.[1] ?? 0)
  return {
    megabytes: kilobytes / 1024,
    cpuSeconds: (Number(stat?.[11] ?? 0) + Number(stat?.[12] ?? 0)) / ticksPerSecond,
  }
}
