import { strictInput, userIdSchema } from '@rollcall/service-kit/input'
import type { Pool, Queryable } from '@rollcall/service-kit/postgres'
import { searchWords } from '@rollcall/service-kit/search-words'
import { personProcedure } from '@rollcall/service-kit/trpc'
import { parsePhoneNumberFromString } from 'libphonenumber-js'
import { z } from 'zod'
import { toUser, type User, type UserRow, userColumns } from '../users/user.js'

const typedSchema = (maxLength: number) => z.string().max(maxLength, `expected at most ${maxLength} characters`)

/** As far as it is typed: what isn't valid yet is nobody's. */
const inputSchema = strictInput({
  firstName: typedSchema(400),
  lastName: typedSchema(400),
  email: typedSchema(320).nullish(),
  phoneNumber: typedSchema(40).nullish(),
  matricule: typedSchema(256).nullish(),
  /** The person who is being edited. */
  exceptId: userIdSchema.optional(),
})

const likenesses = ['email', 'phoneNumber', 'matricule', 'name'] as const
/** Somebody who may be the same person, and what is the same. */
export interface SimilarPerson {
  user: User
  same: (typeof likenesses)[number][]
}

const maxItems = 5

/**
 * People of one's own organisation, deleted ones too, who may be whoever is about to be saved: with the same address,
 * telephone number or matricule, or the same names in any order, without regard to accents and case. Those who have
 * most in common come first.
 */
export const createFindSimilar = (pool: Pool) =>
  personProcedure('users.write')
    .input(inputSchema)
    .query(async ({ ctx, input }): Promise<{ items: SimilarPerson[] }> => {
      const { tenantId } = ctx.person
      const found = new Map<string, SimilarPerson>()
      const read = { email: findByEmail, phoneNumber: findByPhone, matricule: findByMatricule, name: findByName }
      const rows = await Promise.all(likenesses.map((likeness) => read[likeness](pool, tenantId, input)))
      for (const [index, likeness] of likenesses.entries()) {
        for (const row of rows[index] ?? []) {
          const known = found.get(row.id) ?? { user: toUser(row), same: [] }
          found.set(row.id, { ...known, same: [...known.same, likeness] })
        }
      }
      found.delete(input.exceptId ?? '')
      const items = [...found.values()].sort((a, b) => b.same.length - a.same.length).slice(0, maxItems)
      return { items }
    })

type Typed = z.infer<typeof inputSchema>
type Find = (db: Queryable, tenantId: string, typed: Typed) => Promise<UserRow[]>

/** One more than is shown, since the person who is edited is among them. */
const limit = `LIMIT ${maxItems + 1}`
const select = async (db: Queryable, tenantId: string, from: string, where: string, value: unknown) => {
  const sql = `SELECT ${userColumns} FROM ${from} WHERE u.tenant_id = $1 AND ${where} ORDER BY u.id ${limit}`
  return (await db.query<UserRow>(sql, [tenantId, value])).rows
}

const findByEmail: Find = async (db, tenantId, { email }) => {
  const text = email?.trim().toLowerCase()
  return text ? select(db, tenantId, '"user" AS u', 'u.email = $2', text) : []
}

const findByPhone: Find = async (db, tenantId, { phoneNumber }) => {
  const phone = phoneNumber?.trim().startsWith('+') ? parsePhoneNumberFromString(phoneNumber) : undefined
  return phone?.isPossible() ? select(db, tenantId, '"user" AS u', 'u.phone_number = $2', phone.number) : []
}

// By the index of words, which knows parts of matricules as well; what is found is then compared whole.
const indexed = `users_found(search_patterns(jsonb_build_array(jsonb_build_array($2::text)))) AS found JOIN "user" AS u USING (id)`

const findByMatricule: Find = async (db, tenantId, { matricule }) => {
  const text = matricule?.normalize('NFC').trim()
  return text ? select(db, tenantId, indexed, 'lower(u.matricule) = lower($2)', text) : []
}

const nameWords = (text: string) =>
  `(SELECT array_agg(word ORDER BY word) FROM regexp_split_to_table(search_form(btrim(${text})), '\\s+') AS word)`

const findByName: Find = async (db, tenantId, { firstName, lastName }) => {
  if (firstName.trim() === '' || lastName.trim() === '') return []
  const name = `${firstName} ${lastName}`.normalize('NFC').replaceAll('\0', '').trim()
  const { rows } = await db.query<UserRow>(
    `SELECT ${userColumns} FROM users_found(search_patterns($2::jsonb)) AS found JOIN "user" AS u USING (id)
     WHERE u.tenant_id = $1 AND ${nameWords('u.name')} = ${nameWords('$3::text')} ORDER BY u.id ${limit}`,
    [tenantId, JSON.stringify(searchWords(name).map((word) => [word])), name],
  )
  return rows
}
