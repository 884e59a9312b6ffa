import { readdir, readFile, readlink, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { execa } from 'execa'
import { endProcess, identifyProcess } from './process-identity.js'

const leaveTimeoutMs = 10_000

/**
 * Tidies up after a server whose supervisor was killed. Stops it if it still serves `directory` (answers true), and
 * removes a lock whose process is gone, a zombie that nobody reaps, or a stranger who got its number: PostgreSQL itself
 * would take the last two for a running server.
 */
export async function stopOrphanedPostgres(directory: string): Promise<boolean> {
  const lockFile = join(directory, 'postmaster.pid')
  const lock = (await readFile(lockFile, 'utf8').catch(() => '')).split('\n')
  const pid = Number(lock[0])
  if (!pid || lock[1] !== directory) return false
  const running = identifyProcess(pid)
  if (running && (await isPostmasterOf(pid, directory))) {
    await endProcess(running, 'SIGINT', 20_000)
    await rm(lockFile, { force: true })
    return true
  }
  if (await hasBeenLeft(directory)) await rm(lockFile, { force: true })
  return false
}

async function isPostmasterOf(pid: number, directory: string): Promise<boolean> {
  const listing = await execa('ps', ['-o', 'args=', '-p', String(pid)], { reject: false })
  const args = listing.exitCode === 0 ? listing.stdout : await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  return args.replaceAll('\0', ' ').includes(directory)
}

// Sessions of a killed server end by themselves, but not at once; until then the data must not be opened again.
async function hasBeenLeft(directory: string): Promise<boolean> {
  const deadline = Date.now() + leaveTimeoutMs
  while (await hasWorkers(directory)) {
    if (Date.now() > deadline) return false
    await sleep(50)
  }
  return true
}

// All processes of a server work in its data folder. Where there is no /proc, PostgreSQL's own check has to do.
async function hasWorkers(directory: string): Promise<boolean> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name))
  const folders = await Promise.all(pids.map((pid) => readlink(`/proc/${pid}/cwd`).catch(() => '')))
  return folders.includes(directory)
}
