import { parseEnv } from '@rollcall/service-kit/env'
import { describeError } from '@rollcall/service-kit/errors'
import { createLogger } from '@rollcall/service-kit/logger'
import { createPool, inTransaction, type Pool, type PoolClient } from '@rollcall/service-kit/postgres'
import { z } from 'zod'
import { hashPassword, verifyPassword } from '../sign-in/password-hash.js'
import { setPassword } from '../sign-in/set-password.js'
import { setAuthor } from '../users/write-user.js'
import { type DemoUser, demoOrganisation, demoUsers } from './demo-users.js'
import { ensureDemoOrganisation } from './ensure-demo-organisation.js'

const envShape = {
  AUTH_DATABASE_URL: z.string().min(1),
  DEMO_PASSWORD: z.string().min(12, 'expected at least 12 characters').max(128, 'expected at most 128 characters'),
}

/** The demo organisation and its ten users, all with one password. Running it again changes nothing. */
async function seedDemo(pool: Pool, password: string): Promise<number> {
  await ensureDemoOrganisation(pool)
  let created = 0
  for (const user of demoUsers) {
    const passwordHash = await hashPassword(password)
    created += await inTransaction(pool, async (client) => {
      await setAuthor(client, 'service:seed-demo', '', null)
      if (!(await insertUser(client, user))) return 0
      await setPassword(client, user.id, passwordHash)
      return 1
    })
    await renewPassword(pool, user.id, password, passwordHash)
  }
  return created
}

async function insertUser(client: PoolClient, user: DemoUser): Promise<boolean> {
  const { rowCount } = await client.query(
    `INSERT INTO "user" (id, tenant_id, email, first_name, last_name, role, phone_number, matricule, ministere, sexe)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING`,
    [
      user.id,
      demoOrganisation.id,
      user.email,
      user.firstName,
      user.lastName,
      user.role,
      user.phoneNumber,
      user.matricule,
      user.ministere,
      user.sexe,
    ],
  )
  return rowCount === 1
}

/** DEMO_PASSWORD may change between two seeds; a password that a person chose since then stays. */
async function renewPassword(pool: Pool, userId: string, password: string, passwordHash: string): Promise<void> {
  const { rows } = await pool.query<{ password: string }>(
    `SELECT password FROM account WHERE user_id = $1 AND provider_id = 'credential' AND updated_at = created_at`,
    [userId],
  )
  const [account] = rows
  if (!account || (await verifyPassword(account.password, password))) return
  await pool.query(
    `UPDATE account SET password = $2 WHERE user_id = $1 AND provider_id = 'credential' AND password = $3`,
    [userId, passwordHash, account.password],
  )
}

try {
  const env = parseEnv(envShape, process.env)
  const logger = createLogger({ service: 'seed-demo', level: 'error' })
  const pool = createPool({ connectionString: env.AUTH_DATABASE_URL, logger, role: 'rollcall_system', max: 2 })
  try {
    const created = await seedDemo(pool, env.DEMO_PASSWORD)
    console.log(`${demoOrganisation.name}: ${created} users created, ${demoUsers.length - created} were there already.`)
  } finally {
    await pool.end()
  }
} catch (error) {
  console.error(`The demo users could not be created. ${describeError(error)}`)
  process.exitCode = 1
}
