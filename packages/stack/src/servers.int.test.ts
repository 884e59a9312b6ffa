import { mkdtempSync } from 'node:fs'
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ensureDatabase, runSql, waitForPostgres } from './database.js'
import { ensureServiceLogin } from './database-login.js'
import { chooseServerPorts, requireFreePort } from './free-ports.js'
import { applyMigrations } from './migrate.js'
import { stopOrphanedPostgres } from './orphaned-postgres.js'
import { postgresUrl, preparePostgres } from './postgres.js'
import { fromRepository } from './repository.js'
import { type RunningProcess, runProcess } from './run-process.js'

const root = mkdtempSync(join(tmpdir(), 'rollcall-servers-'))
const directory = join(root, 'data', 'postgres')
const password = 'a test’s own / password'
let port = 0
let server: RunningProcess

const url = (database: string) => postgresUrl({ port, password, database })
const start = async () => {
  const command = await preparePostgres({ directory, port, password, durable: false })
  const started = await runProcess(command, { logFile: join(root, 'postgres.log') })
  await waitForPostgres(url('postgres'), { timeoutMs: 20_000, hasExited: started.hasExited })
  return started
}

beforeAll(async () => {
  await mkdir(join(root, 'data'), { mode: 0o700 })
  port = (await chooseServerPorts(join(root, 'data'))).postgres
  server = await start()
})

afterAll(async () => {
  server.kill('SIGQUIT')
  await server.exited
  await rm(root, { recursive: true, force: true })
})

test('the password is required', async () => {
  await expect(runSql(postgresUrl({ port, password: 'wrong', database: 'postgres' }), 'SELECT 1')).rejects.toThrow(
    /password/,
  )
})

test('migrations are applied once, functions with semicolons included, and no connection is left', async () => {
  expect(await ensureDatabase(url('postgres'), 'auth_db')).toBe(true)
  expect(await ensureDatabase(url('postgres'), 'auth_db')).toBe(false)
  const migration = { databaseUrl: url('auth_db'), schemaDir: fromRepository('prisma/auth') }
  const expected = (await readdir(fromRepository('prisma/auth/migrations'))).filter((name) => /^\d/.test(name)).sort()
  expect(await applyMigrations(migration)).toEqual(expected)
  expect(await applyMigrations(migration)).toEqual([])
  const triggers = await runSql(url('auth_db'), 'SELECT 1 FROM pg_trigger WHERE tgrelid = \'"user"\'::regclass')
  expect(triggers.length).toBeGreaterThan(0)
  const open = await runSql(url('postgres'), "SELECT 1 FROM pg_stat_activity WHERE datname = 'auth_db'")
  expect(open).toEqual([])
})

test('an owner who is no superuser migrates the three databases side by side', async () => {
  await runSql(url('postgres'), `CREATE ROLE plain LOGIN CREATEDB CREATEROLE PASSWORD 'plain'`)
  // The roles belong to the server, and nobody is to find them there.
  await runSql(url('auth_db'), 'DROP OWNED BY rollcall_tenant, rollcall_system')
  await runSql(url('auth_db'), 'DROP ROLE rollcall_tenant, rollcall_system')
  const plain = (database: string) => postgresUrl({ port, user: 'plain', password: 'plain', database })
  await Promise.all(
    ['auth', 'user', 'chat'].map(async (name) => {
      await ensureDatabase(plain('postgres'), `plain_${name}`)
      await applyMigrations({ databaseUrl: plain(`plain_${name}`), schemaDir: fromRepository(`prisma/${name}`) })
    }),
  )
  for (const role of ['rollcall_tenant', 'rollcall_system']) {
    expect(await runSql(plain('plain_auth'), `SELECT set_config('role', $1, false) AS role`, [role])).toEqual([
      { role },
    ])
  }
})

test('the login of a service takes either role, owns nothing, and reaches no other database', async () => {
  for (const name of ['auth', 'chat']) {
    const login = { databaseUrl: url(`plain_${name}`), login: `service_${name}`, password: 'old' }
    await ensureServiceLogin(login)
    await ensureServiceLogin({ ...login, password: `of ${name}/` })
  }
  const as = (database: string) => postgresUrl({ port, user: 'service_auth', password: 'of auth/', database })
  await expect(runSql(as('plain_auth'), 'SELECT FROM "user"')).rejects.toThrow('permission denied')
  for (const role of ['rollcall_tenant', 'rollcall_system']) {
    const withRole = `${as('plain_auth')}?options=${encodeURIComponent(`-c role=${role}`)}`
    expect(await runSql(withRole, 'SELECT current_user AS role, count(*)::int AS users FROM "user"')).toEqual([
      { role, users: 0 },
    ])
  }
  await expect(runSql(as('plain_chat'), 'SELECT 1')).rejects.toThrow('permission denied for database')
  await expect(runSql(as('plain_auth'), 'CREATE TEMP TABLE mine (id int)')).rejects.toThrow('permission denied')
  await expect(runSql(as('plain_auth'), 'CREATE TABLE mine (id int)')).rejects.toThrow('permission denied')
})

test('a migration that fails is undone whole, named, and not silently tried again', async () => {
  await ensureDatabase(url('postgres'), 'broken_db')
  const schemaDir = join(root, 'broken')
  await cp(fromRepository('prisma/chat'), schemaDir, { recursive: true })
  await mkdir(join(schemaDir, 'migrations/20990101000000_bad'))
  await writeFile(
    join(schemaDir, 'migrations/20990101000000_bad/migration.sql'),
    'CREATE TABLE half_way (id int); SELECT no_such_function();',
  )
  const migrate = () => applyMigrations({ databaseUrl: url('broken_db'), schemaDir })
  await expect(migrate()).rejects.toThrow(/no_such_function/)
  expect(await runSql(url('broken_db'), "SELECT to_regclass('half_way') AS t")).toEqual([{ t: null }])
  await expect(migrate()).rejects.toThrow(/20990101000000_bad/)
})

test('a server that outlived its supervisor is found by its data folder, stopped, and started again with its data', async () => {
  await runSql(url('postgres'), 'CREATE TABLE kept (id int)')
  expect(await stopOrphanedPostgres(join(root, 'elsewhere'))).toBe(false)
  expect(await stopOrphanedPostgres(directory)).toBe(true)
  expect(server.hasExited()).toBe(true)
  server = await start()
  await runSql(url('postgres'), 'SELECT * FROM kept')
})

test('a lock left by a crash does not stand in the way, even when a stranger has its number', async () => {
  server.kill('SIGKILL')
  await server.exited
  const lockFile = join(directory, 'postmaster.pid')
  const lock = (await readFile(lockFile, 'utf8')).split('\n')
  await writeFile(lockFile, [String(process.pid), ...lock.slice(1)].join('\n'))
  expect(await stopOrphanedPostgres(directory)).toBe(false)
  server = await start()
})

test('data of another PostgreSQL version is refused with a sentence', async () => {
  const other = join(root, 'data', 'postgres-old')
  await mkdir(join(other, 'global'), { recursive: true })
  await writeFile(join(other, 'global/pg_control'), '')
  await writeFile(join(other, 'PG_VERSION'), '15\n')
  await expect(preparePostgres({ directory: other, port, password })).rejects.toThrow('was written by PostgreSQL 15')
})

test('a half-made cluster is refused with a sentence, and never made up for by deleting it', async () => {
  const half = join(root, 'data', 'postgres-half')
  await mkdir(join(half, 'base'), { recursive: true })
  await expect(preparePostgres({ directory: half, port, password })).rejects.toThrow(
    'not a complete PostgreSQL cluster',
  )
  expect(await readdir(half)).toEqual(['base'])
})

test('ports are remembered, unless somebody else took one meanwhile', async () => {
  const path = join(root, 'ports')
  await mkdir(path)
  const first = await chooseServerPorts(path)
  expect(new Set(Object.values(first)).size).toBe(3)
  const taker = createServer().listen(first.queueRedis, '127.0.0.1')
  await new Promise((resolve) => taker.once('listening', resolve))
  await expect(requireFreePort(first.queueRedis, '127.0.0.1', 'portal')).rejects.toThrow(
    `Port ${first.queueRedis} (portal) is already in use. End the program that uses it, or start on other ports`,
  )
  taker.close()
  await requireFreePort(first.queueRedis, '127.0.0.1', 'portal')
})
