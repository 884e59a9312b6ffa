import { parseArgs } from 'node:util'
import { parseEnv } from '@rollcall/service-kit/env'
import { describeError } from '@rollcall/service-kit/errors'
import { createLogger } from '@rollcall/service-kit/logger'
import { createPool, inTransaction, type Pool } from '@rollcall/service-kit/postgres'
import { z } from 'zod'
import { refreshStatistics } from '../people/refresh-statistics.js'
import { setAuthor } from '../users/write-user.js'
import { demoOrganisation } from './demo-users.js'
import { ensureDemoOrganisation } from './ensure-demo-organisation.js'
import { generatedEmailDomain, generateUser } from './generate-user.js'
import { createProgress } from './progress.js'

const maxUsers = 1_000_000
// A commit each: the relay works beside it, and an edit waits for one batch at most.
const batchSize = 4000
const usage = `Usage: seed-users --users N     adds N generated users (1 to ${maxUsers}) to the demo organisation`

/** Adds `count` users in the bulk lane, numbered on from the last one that exists. */
async function seedUsers(pool: Pool, count: number): Promise<void> {
  await ensureDemoOrganisation(pool)
  const first = await nextNumber(pool)
  const progress = createProgress('Users', count)
  const startedAt = performance.now()
  let inserting: Promise<unknown> = Promise.resolve()
  for (let done = 0; done < count; done += batchSize) {
    const size = Math.min(batchSize, count - done)
    // The next batch is made while PostgreSQL writes the last one.
    const users = columnsOf(first + done, size)
    await inserting
    progress.update(done)
    inserting = insertBatch(pool, users).then(() => refreshStatistics(pool, 'underWay'))
    // Awaited above or below; without a handler of its own a failure meanwhile would end the process.
    inserting.catch(() => {})
  }
  await inserting
  await refreshStatistics(pool, 'ended')
  progress.update(count)
  progress.stop()
  const seconds = (performance.now() - startedAt) / 1000
  console.log(`${count} users added in ${seconds.toFixed(1)} s: ${Math.round(count / seconds)} users/s.`)
}

async function nextNumber(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ last: number }>(
    `SELECT coalesce(max(substring(email FROM $1)::int), 0) AS last FROM "user" WHERE email LIKE $2`,
    [`\\.(\\d{7})@`, `%@${generatedEmailDomain}`],
  )
  return (rows[0]?.last ?? 0) + 1
}

const fields = ['email', 'firstName', 'lastName', 'role', 'phoneNumber', 'matricule', 'ministere', 'sexe'] as const

/** One array literal for each column, written at once: nothing that is generated holds a quote or a backslash. */
function columnsOf(first: number, size: number): string[] {
  const users = Array.from({ length: size }, (_, index) => generateUser(first + index))
  return fields.map(
    (field) => `{${users.map((user) => (user[field] === null ? 'NULL' : `"${user[field]}"`)).join(',')}}`,
  )
}

async function insertBatch(pool: Pool, columns: string[]): Promise<void> {
  await inTransaction(pool, async (client) => {
    await setAuthor(client, 'service:seed-users', '', null)
    await client.query(`SELECT set_config('rollcall.lane', 'bulk', true)`)
    await client.query({
      name: 'insert-batch',
      text: `INSERT INTO "user" (tenant_id, email, first_name, last_name, role, phone_number, matricule, ministere, sexe)
        SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[])`,
      values: [demoOrganisation.id, ...columns],
    })
  })
}

function readCount(): number {
  const { values } = parseArgs({ options: { users: { type: 'string' } } })
  const count = z.coerce.number().int().min(1).max(maxUsers).safeParse(values.users)
  if (!count.success) throw new Error(`--users: expected a number from 1 to ${maxUsers}.\n${usage}`)
  return count.data
}

try {
  const count = readCount()
  const env = parseEnv({ AUTH_DATABASE_URL: z.string().min(1) }, process.env)
  const logger = createLogger({ service: 'seed-users', level: 'error' })
  const pool = createPool({ connectionString: env.AUTH_DATABASE_URL, logger, role: 'rollcall_system', max: 1 })
  try {
    await seedUsers(pool, count)
  } finally {
    await pool.end()
  }
} catch (error) {
  console.error(`No more users were added. ${describeError(error)}`)
  process.exitCode = 1
}
