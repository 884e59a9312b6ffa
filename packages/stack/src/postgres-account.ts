import { chmod, chown } from 'node:fs/promises'
import { dirname } from 'node:path'
import { execa } from 'execa'
import type { ProcessCommand } from './run-process.js'
import { StackError } from './stack-error.js'

/** Who PostgreSQL runs as. It refuses to run as root, so root lends it the account `postgres`. */
export interface PostgresAccount {
  ids: { uid: number; gid: number } | undefined
  /** Wraps a command so that it runs as this account. */
  wrap: (command: ProcessCommand) => ProcessCommand
}

/**
 * Finds the account for PostgreSQL and lets it reach `directory`'s parent. As root this may create the system user
 * `postgres`. Where a folder above (such as /root) is closed to that user, it gets the one capability to walk through
 * folders, rather than having the folder opened to everybody.
 */
export async function preparePostgresAccount(directory: string, binary: string): Promise<PostgresAccount> {
  if (process.getuid?.() !== 0) return { ids: undefined, wrap: (command) => command }
  const ids = (await findAccount()) ?? (await createAccount())
  const parent = dirname(directory)
  await chown(parent, 0, ids.gid)
  await chmod(parent, 0o710)
  if (await canReach([binary, parent], ids)) return { ids, wrap: (command) => ({ ...command, ...ids }) }
  const prefix = await findCapabilityPrefix(ids, [binary, parent])
  return { ids, wrap: (command) => ({ ...command, file: 'setpriv', args: [...prefix, command.file, ...command.args] }) }
}

async function findAccount(): Promise<{ uid: number; gid: number } | undefined> {
  const uid = await execa('id', ['-u', 'postgres'], { reject: false })
  const gid = await execa('id', ['-g', 'postgres'], { reject: false })
  if (uid.exitCode !== 0 || gid.exitCode !== 0) return undefined
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
}

async function createAccount(): Promise<{ uid: number; gid: number }> {
  await execa('groupadd', ['--system', 'postgres'], { reject: false })
  const made = await execa('useradd', ['--system', '--gid', 'postgres', '--no-create-home', 'postgres'], {
    reject: false,
  })
  const ids = await findAccount()
  if (ids) return ids
  throw new StackError(
    'PostgreSQL refuses to run as root, and the system user "postgres" could not be created ' +
      `(${made.stderr || made.shortMessage}). Create it, or start Rollcall as an ordinary user.`,
  )
}

const probe = ['-c', 'for path in "$@"; do [ -x "$path" ] || exit 1; done', 'probe']

async function canReach(paths: string[], ids: { uid: number; gid: number }): Promise<boolean> {
  const result = await execa('/bin/sh', [...probe, ...paths], { ...ids, cwd: '/', reject: false })
  return result.exitCode === 0
}

async function findCapabilityPrefix(ids: { uid: number; gid: number }, paths: string[]): Promise<string[]> {
  for (const capability of ['dac_read_search', 'dac_override']) {
    const prefix = [
      ...[`--reuid=${ids.uid}`, `--regid=${ids.gid}`, '--clear-groups'],
      ...[`--inh-caps=+${capability}`, `--ambient-caps=+${capability}`, '--'],
    ]
    const result = await execa('setpriv', [...prefix, '/bin/sh', ...probe, ...paths], { reject: false })
    if (result.exitCode === 0) return prefix
  }
  throw new StackError(
    `PostgreSQL refuses to run as root, and its user "postgres" can't reach ${paths.join(' and ')}, because a folder ` +
      'above is closed to other users. Move the checkout and the data folder (--data-dir) to an open folder such as ' +
      '/srv, or start Rollcall as an ordinary user.',
  )
}
