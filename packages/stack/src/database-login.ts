import pg from 'pg'
import { runSql } from './database.js'

/** The roles that the migrations grant their rights to; see prisma/auth/migrations/*_tenants. */
const roles = 'rollcall_tenant, rollcall_system'

/**
 * Makes the login of one service in a migrated database, or gives it this password. It owns nothing and has no rights of
 * its own: a service takes one of the two roles at each connection. Nobody else may connect to the database any more,
 * its owner apart.
 */
export async function ensureServiceLogin(options: {
  /** Of the database, as its owner. */
  databaseUrl: string
  login: string
  password: string
}): Promise<void> {
  const { databaseUrl } = options
  const login = pg.escapeIdentifier(options.login)
  const database = pg.escapeIdentifier(decodeURIComponent(new URL(databaseUrl).pathname.slice(1)))
  const known = await runSql(databaseUrl, 'SELECT FROM pg_roles WHERE rolname = $1', [options.login])
  if (known.length === 0) await runSql(databaseUrl, `CREATE ROLE ${login}`)
  await runSql(databaseUrl, `ALTER ROLE ${login} LOGIN NOINHERIT PASSWORD ${pg.escapeLiteral(options.password)}`)
  await runSql(databaseUrl, `GRANT ${roles} TO ${login}`)
  await runSql(databaseUrl, `REVOKE CONNECT, TEMPORARY ON DATABASE ${database} FROM PUBLIC`)
  await runSql(databaseUrl, `GRANT CONNECT ON DATABASE ${database} TO ${login}`)
}
