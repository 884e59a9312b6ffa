import { execa } from 'execa'
import { findProgram } from './find-program.js'
import { installPackage } from './install-package.js'
import { StackError } from './stack-error.js'

// BullMQ needs 6.2; older ones lack commands that it uses.
const oldestVersion = [6, 2] as const

/** Finds redis-server or valkey-server, and installs one where that is possible without asking. */
export async function findRedisServer(onInstall: () => void = () => undefined): Promise<string> {
  const found = await findUsable()
  if (found) return found
  onInstall()
  const names = { 'apt-get': 'redis-server', dnf: 'valkey', apk: 'valkey', brew: 'redis' }
  const installed = (await installPackage(names)) ? await findUsable() : undefined
  if (installed) return installed
  throw new StackError(
    'Rollcall needs redis-server or valkey-server (6.2 or newer) on this machine: install it (Debian and Ubuntu: ' +
      'sudo apt-get install redis-server; macOS: brew install redis; Fedora: sudo dnf install valkey), or set ' +
      'QUEUE_REDIS_URL and CACHE_REDIS_URL to servers of your own.',
  )
}

async function findUsable(): Promise<string | undefined> {
  for (const name of ['redis-server', 'valkey-server']) {
    const program = await findProgram([name])
    if (program && (await isRecent(program))) return program
  }
  return undefined
}

async function isRecent(program: string): Promise<boolean> {
  const { stdout, exitCode } = await execa(program, ['--version'], { reject: false })
  const [, major, minor] = /v=(\d+)\.(\d+)/.exec(stdout ?? '') ?? []
  if (exitCode !== 0 || major === undefined) return false
  return Number(major) > oldestVersion[0] || (Number(major) === oldestVersion[0] && Number(minor) >= oldestVersion[1])
}
