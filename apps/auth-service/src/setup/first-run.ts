import { createHash, timingSafeEqual } from 'node:crypto'
import { AppError, type FieldFault } from '@rollcall/service-kit/errors'
import { strictInput } from '@rollcall/service-kit/input'
import { inTransaction, type Pool, type PoolClient } from '@rollcall/service-kit/postgres'
import { z } from 'zod'
import { recordAudit } from '../audit/record-audit.js'
import { newOrganisationShape } from '../organisation/organisation-input.js'
import type { Origin } from '../sign-in/audit-sign-in.js'
import { hashPassword } from '../sign-in/password-hash.js'
import type { RateLimiter } from '../sign-in/rate-limit.js'
import { passwordLength } from '../sign-in/rules.js'
import { setPassword } from '../sign-in/set-password.js'
import { isWeakPassword } from '../sign-in/weak-password.js'
import { newUserSchema } from '../users/user-input.js'
import { setAuthor } from '../users/write-user.js'

const { email, firstName, lastName } = newUserSchema.shape
const inputSchema = strictInput({
  token: z.string().max(200),
  organisation: strictInput(newOrganisationShape),
  ...{ email, firstName, lastName },
  password: z
    .string()
    .min(passwordLength.min, `expected at least ${passwordLength.min} characters`)
    .max(passwordLength.max, `expected at most ${passwordLength.max} characters`),
})
type FirstRunInput = z.infer<typeof inputSchema>

const perAddress = { window: 60, max: 10 }

export interface FirstRun {
  /** True while the directory has nobody at all, and the start gave a token. */
  isOpen: () => Promise<boolean>
  /** Creates the first organisation and its administrator. @throws AppError that names the field or the fault */
  run: (input: unknown, origin: Origin) => Promise<{ email: string }>
}

/** The way into an empty installation: once, and only for whoever has the token that the start printed. */
export function createFirstRun(options: { pool: Pool; limiter: RateLimiter; token: string | undefined }): FirstRun {
  const { pool, limiter, token } = options
  const isEmpty = async (db: Pick<Pool, 'query'>) => (await db.query('SELECT FROM "user" LIMIT 1')).rowCount === 0

  return {
    isOpen: async () => token !== undefined && (await isEmpty(pool)),
    run: async (input, origin) => {
      const { allowed, retryAfter } = await limiter.consume(`setup|${origin.address}`, perAddress)
      if (!allowed) throw new AppError('TOO_MANY', `Too many attempts. Try again in ${retryAfter} seconds.`)
      const parsed = inputSchema.safeParse(input)
      if (!parsed.success) throw badInput(parsed.error)
      if (token === undefined || !isSame(parsed.data.token, token)) {
        throw new AppError('UNAUTHENTICATED', 'token: this is not the one that the start printed. Copy its link again.')
      }
      const { password } = parsed.data
      if (isWeakPassword(password, [parsed.data.email, parsed.data.firstName, parsed.data.lastName])) {
        throw new AppError('BAD_INPUT', 'password: this is easy to guess; choose several unrelated words.', {
          fields: [{ path: 'password', message: 'this is easy to guess; choose several unrelated words' }],
        })
      }
      const passwordHash = await hashPassword(password)
      return inTransaction(pool, async (client) => {
        await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('rollcall.first-run', 0))`)
        if (!(await isEmpty(client))) {
          throw new AppError('CONFLICT', 'This installation has its administrator already. Sign in.')
        }
        return insertFirst(client, parsed.data, passwordHash, origin)
      })
    },
  }
}

async function insertFirst(client: PoolClient, input: FirstRunInput, passwordHash: string, origin: Origin) {
  await setAuthor(client, 'service:auth-service', origin.requestId, null)
  const organisation = await client.query<{ id: string }>(
    `INSERT INTO organisation (id, name, time_zone, is_platform) VALUES (uuid_v7(), $1, $2, true) RETURNING id`,
    [input.organisation.name, input.organisation.timeZone],
  )
  const tenantId = organisation.rows[0]?.id ?? ''
  const user = await client.query<{ id: string }>(
    `INSERT INTO "user" (tenant_id, email, first_name, last_name, role) VALUES ($1, $2, $3, $4, 'admin') RETURNING id`,
    [tenantId, input.email, input.firstName, input.lastName],
  )
  const userId = user.rows[0]?.id ?? ''
  await setPassword(client, userId, passwordHash)
  await recordAudit(client, {
    ...{ action: 'organisation.created', tenantId, actor: { kind: 'user', id: userId } },
    ...{ target: { kind: 'organisation', id: tenantId }, correlationId: origin.requestId },
    ...{ details: { firstRun: true }, personal: { address: origin.address, userAgent: origin.userAgent } },
  })
  return { email: input.email }
}

function badInput(error: z.ZodError): AppError {
  const fields: FieldFault[] = error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
  return new AppError('BAD_INPUT', fields.map(({ path, message }) => `${path || 'input'}: ${message}`).join('; '), {
    fields,
  })
}

const digest = (text: string) => createHash('sha256').update(text).digest()
const isSame = (given: string, expected: string) => timingSafeEqual(digest(given), digest(expected))
