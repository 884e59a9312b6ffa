import type { ThreeServices } from '../road/three-services.js'
import { actors } from './access-table.js'

export const demoTenantId = '0192f000-0000-7000-8000-000000000001'
/** Another organisation of the installation, with one person of each role. */
export const otherTenantId = '0192f000-0000-7000-8000-00000000000b'

/** Somebody of each kind, signed in. `platform` is of the demo organisation, all others are of the other one. */
export async function signInEverybody(services: ThreeServices): Promise<Map<string, string>> {
  const { pool } = services.databases.auth
  await pool.query(`INSERT INTO organisation (id, name) VALUES ($1, 'Other')`, [otherTenantId])
  for (const role of actors.filter((actor) => actor !== 'platform')) await addPerson(services, role)
  const tokens = new Map([['platform', await services.signIn()]])
  for (const role of actors.filter((actor) => actor !== 'platform'))
    tokens.set(role, await services.signIn(emailOf(role)))
  return tokens
}

const emailOf = (role: string) => `other.${role}@elsewhere.test`

async function addPerson({ databases }: ThreeServices, role: string): Promise<void> {
  await databases.auth.pool.query(
    `WITH added AS (
       INSERT INTO "user" (tenant_id, email, first_name, last_name, role, phone_number)
       VALUES ($1, $2, 'Other', initcap($3::text), $3, '+22507080910' || length($3::text)) RETURNING id
     )
     INSERT INTO account (id, account_id, provider_id, user_id, password, created_at, updated_at)
     SELECT gen_random_uuid(), added.id, 'credential', added.id, known.password, now(), now()
     FROM added, (SELECT password FROM account WHERE provider_id = 'credential' LIMIT 1) AS known`,
    [otherTenantId, emailOf(role), role],
  )
}
