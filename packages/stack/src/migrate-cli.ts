import { join } from 'node:path'
import { ensureDatabase } from './database.js'
import { ensureServiceLogin } from './database-login.js'
import { applyMigrations } from './migrate.js'
import { fromRepository } from './repository.js'
import { errorMessage } from './stack-error.js'

// The one-shot step of docker-compose.yml: creates and migrates the databases that the environment names, and makes the
// logins of the services that it gives passwords for.
async function migrateAll(): Promise<void> {
  for (const name of ['auth', 'user', 'chat']) {
    const variable = `${name.toUpperCase()}_DATABASE_URL`
    const databaseUrl = process.env[variable]
    if (!databaseUrl) throw new Error(`${variable} is missing: expected postgresql://user:password@host:port/database`)
    const adminUrl = new URL(databaseUrl)
    const database = decodeURIComponent(adminUrl.pathname.slice(1))
    adminUrl.pathname = '/postgres'
    await ensureDatabase(adminUrl.href, database)
    const applied = await applyMigrations({ databaseUrl, schemaDir: fromRepository(join('prisma', name)) })
    const password = process.env[`${name.toUpperCase()}_DATABASE_PASSWORD`]
    if (password) await ensureServiceLogin({ databaseUrl, login: `rollcall_${name}`, password })
    process.stdout.write(`${database}: ${applied.length === 0 ? 'up to date' : applied.join(', ')}\n`)
  }
}

try {
  await migrateAll()
} catch (error) {
  process.stderr.write(`${errorMessage(error)}\n`)
  process.exitCode = 1
}
