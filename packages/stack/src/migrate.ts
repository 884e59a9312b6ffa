import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg'
import pg from 'pg'
import { errorMessage, StackError } from './stack-error.js'

/**
 * Applies the Prisma migrations of `schemaDir` (schema.prisma and migrations/) that the database lacks, and answers
 * their names. Uses Prisma's schema engine as WebAssembly, so nothing is downloaded; `prisma migrate deploy` would do
 * the same to the same folder. A migration is all or nothing; a failed one is recorded as failed.
 */
export async function applyMigrations(options: { databaseUrl: string; schemaDir: string }): Promise<string[]> {
  await loadEngine()
  const baseDir = resolve(options.schemaDir, 'migrations')
  const schemaPath = resolve(options.schemaDir, 'schema.prisma')
  const datamodel = await readFile(schemaPath, 'utf8')
  // A pool of ours, because the engine leaves its own connections open.
  const pool = new pg.Pool({ connectionString: options.databaseUrl, max: 2, allowExitOnIdle: true })
  pool.on('error', () => undefined)
  const sqlErrors: unknown[] = []
  try {
    const schemaEngine = await engine.SchemaEngine.new(
      { datamodels: [[schemaPath, datamodel]] },
      () => undefined,
      bindMigrationAwareSqlAdapterFactory(wholeScriptAdapter(pool, (error) => sqlErrors.push(error))),
    )
    const { appliedMigrationNames } = await schemaEngine.applyMigrations({
      migrationsList: {
        baseDir,
        lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
        shadowDbInitScript: '',
        migrationDirectories: await readMigrations(baseDir),
      },
      filters: { externalTables: [], externalEnums: [] },
    })
    return appliedMigrationNames
  } catch (cause) {
    const reason = [...sqlErrors, cause].map(errorMessage).join('\n')
    throw new StackError(`The migrations of ${options.schemaDir} could not be applied: ${reason}`, { cause })
  } finally {
    await pool.end()
  }
}

// Only what is used here: the types of Node 20 leave WebAssembly to the browser's library.
declare const WebAssembly: {
  instantiate(
    bytes: Uint8Array,
    imports: Record<string, Record<string, unknown>>,
  ): Promise<{ instance: { exports: Record<string, unknown> } }>
}

let loading: Promise<void> | undefined

function loadEngine(): Promise<void> {
  loading ??= instantiateEngine()
  return loading
}

async function instantiateEngine(): Promise<void> {
  const glue = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const bytes = await readFile(glue.replace(/\.js$/, '.wasm'))
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': glueWithoutLingeringTimers() })
  engine.__wbg_set_wasm(instance.exports)
  const start = instance.exports.__wbindgen_start
  if (typeof start === 'function') start()
}

// The engine never clears the 10 s timer of its lock, which would keep a finished process waiting for it.
function glueWithoutLingeringTimers(): Record<string, unknown> {
  const imports: Record<string, unknown> = { ...engine }
  for (const [name, glue] of Object.entries(imports)) {
    if (!name.startsWith('__wbg_setTimeout') || typeof glue !== 'function') continue
    imports[name] = (...values: unknown[]) => {
      const original = globalThis.setTimeout
      const unrefed = (callback: () => void, delayMs?: number) => original(callback, delayMs).unref()
      globalThis.setTimeout = Object.assign(unrefed, { __promisify__: original.__promisify__ })
      try {
        return glue(...values)
      } finally {
        globalThis.setTimeout = original
      }
    }
  }
  return imports
}

// The adapter cuts a script at every semicolon, also inside the $$ bodies of functions. PostgreSQL takes a whole script
// in one message and runs it as one transaction, which is what a migration should be.
function wholeScriptAdapter(pool: pg.Pool, onError: (error: unknown) => void): PrismaPg {
  const factory = new PrismaPg(pool)
  const connect = factory.connect.bind(factory)
  factory.connect = async () => {
    const adapter = await connect()
    adapter.executeScript = async (script) => {
      try {
        await adapter.underlyingDriver().query(script)
      } catch (error) {
        // The engine only says that something went wrong outside it.
        onError(error)
        throw error
      }
    }
    return adapter
  }
  return factory
}

async function readMigrations(baseDir: string) {
  const names = (await readdir(baseDir)).filter((name) => /^\d/.test(name)).sort()
  return Promise.all(
    names.map(async (name) => ({
      path: name,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok' as const, value: await readFile(join(baseDir, name, 'migration.sql'), 'utf8') },
      },
    })),
  )
}
