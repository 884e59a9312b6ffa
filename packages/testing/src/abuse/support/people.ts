import { randomUUID } from 'node:crypto'
import type { UserRole } from '@rollcall/events/roles'
import type pg from 'pg'

/** Of everybody whom these tests make. */
export const password = 'seven quiet herons 42'
// Its argon2id hash, so that a person costs one statement.
const passwordHash = '$argon2id$v=19$m=19456,t=2,p=1$y01rZ8Wa67lNI/GrDPHZ2w$LX2nOO/sPJCsXXnmmZikvHw1h02JG18uVFcHOLAbKhc'

export interface Person {
  id: string
  email: string
  tenantId: string
  role: UserRole
  version: number
}

export interface NewPerson {
  role?: UserRole
  email?: string
  firstName?: string
  lastName?: string
  phoneNumber?: string
  /** Without one the person was invited, and has chosen nothing yet. */
  withPassword?: boolean
}

export async function addOrganisation(owner: pg.Pool, name: string): Promise<string> {
  const { rows } = await owner.query<{ id: string }>(
    `INSERT INTO organisation (id, name, time_zone) VALUES (gen_random_uuid(), $1, 'Africa/Harare') RETURNING id`,
    [name],
  )
  return rows[0]?.id ?? ''
}

/** A person as the databases' owner writes one: past every limit, and with the events that the triggers write. */
export async function addPerson(owner: pg.Pool, tenantId: string, wanted: NewPerson = {}): Promise<Person> {
  const { role = 'admin', withPassword = true, firstName = 'Ada', lastName = 'Moyo', phoneNumber = null } = wanted
  const email = wanted.email ?? `${role}-${randomUUID().slice(0, 13)}@abuse.test`
  const { rows } = await owner.query<{ id: string; version: number }>(
    `INSERT INTO "user" (tenant_id, email, first_name, last_name, role, phone_number)
     VALUES ($1, $2, $3, $4, $5, $6) RETURNING id, version`,
    [tenantId, email, firstName, lastName, role, phoneNumber],
  )
  const { id = '', version = 0 } = rows[0] ?? {}
  if (withPassword) {
    await owner.query(
      `INSERT INTO account (id, account_id, provider_id, user_id, password, updated_at)
       VALUES (gen_random_uuid(), $1::text, 'credential', $1::uuid, $2, now())`,
      [id, passwordHash],
    )
  }
  return { id, email, tenantId, role, version }
}
