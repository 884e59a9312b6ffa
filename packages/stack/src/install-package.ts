import { execa } from 'execa'
import { findProgram } from './find-program.js'

/** What a package is called by each package manager; a manager without an entry is not used. */
export interface PackageNames {
  'apt-get'?: string
  dnf?: string
  apk?: string
  brew?: string
}

type Manager = keyof PackageNames

const managers: Record<Manager, { asRoot: boolean; args: string[]; refresh?: string[] }> = {
  'apt-get': { asRoot: true, args: ['install', '-y', '--no-install-recommends'], refresh: ['update'] },
  dnf: { asRoot: true, args: ['install', '-y'] },
  apk: { asRoot: true, args: ['add', '--no-cache'] },
  brew: { asRoot: false, args: ['install'] },
}

/** Installs a package where that needs no question to anybody; false where it doesn't go. */
export async function installPackage(names: PackageNames): Promise<boolean> {
  const isRoot = process.getuid?.() === 0
  for (const manager of ['apt-get', 'dnf', 'apk', 'brew'] as const) {
    const name = names[manager]
    const { asRoot, args, refresh } = managers[manager]
    if (name === undefined || asRoot !== isRoot) continue
    const program = await findProgram([manager])
    if (!program) continue
    // RUNLEVEL=1 keeps Debian from starting a server of its own, which nobody here asked for.
    const settings = {
      reject: false,
      stdin: 'ignore',
      env: { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' },
    } as const
    if ((await execa(program, [...args, name], settings)).exitCode === 0) return true
    if (!refresh) continue
    await execa(program, refresh, settings)
    if ((await execa(program, [...args, name], settings)).exitCode === 0) return true
  }
  return false
}
