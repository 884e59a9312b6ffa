import type { Pool } from '@rollcall/service-kit/postgres'
import type { BetterAuthOptions } from 'better-auth'
import { APIError } from 'better-auth/api'
import { findActiveUser } from './active-user.js'
import { auditOwnDeed } from './audit-sign-in.js'
import { endOldestSessions } from './keep-sessions.js'
import { readOrigin } from './origin.js'
import type { RateLimiter } from './rate-limit.js'
import { storeChangedPassword } from './store-changed-password.js'
import { useUpCode } from './use-up-code.js'

/** What happens around better-auth's writes. */
export function createDatabaseHooks(pool: Pool, limiter: RateLimiter): NonNullable<BetterAuthOptions['databaseHooks']> {
  return {
    session: {
      create: {
        before: async (session, context) => {
          if (context?.path === '/two-factor/verify-totp' && !context.context.session) {
            await useUpCode(limiter, session.userId, context.body)
          }
          if (await findActiveUser(pool, session.userId)) return
          // Byte for byte what better-auth answers to a wrong password: nobody learns that the account exists.
          throw new APIError('UNAUTHORIZED', {
            message: 'Invalid email or password',
            code: 'INVALID_EMAIL_OR_PASSWORD',
          })
        },
        after: async ({ userId }, context) => {
          await endOldestSessions(pool, userId)
          const origin = readOrigin(context?.headers)
          const action = await deedOf(pool, userId, context?.path, context?.context.session !== null)
          if (action) await auditOwnDeed(pool, action, { userId, origin })
        },
      },
    },
    account: {
      update: {
        before: async ({ password }, context) => {
          const userId = context?.context.session?.user.id
          if (!password || !userId) return
          await storeChangedPassword(pool, { userId, passwordHash: password, origin: readOrigin(context.headers) })
          // Written, together with the user's duty to change it; better-auth has nothing left to write.
          return false
        },
      },
    },
  }
}

/** What a new session stands for. better-auth also makes one when a second factor is switched on or off. */
async function deedOf(pool: Pool, userId: string, path: string | undefined, hadSession: boolean) {
  if (path === '/two-factor/verify-totp' && hadSession) return 'two_factor.enabled'
  if (path === '/two-factor/verify-totp' || path === '/two-factor/verify-backup-code') return 'session.signed_in'
  if (path !== '/sign-in/email') return undefined
  // With a second factor this session is taken back at once, and signing in is not done yet.
  const { rows } = await pool.query<{ twoFactor: boolean }>(
    'SELECT two_factor_enabled AS "twoFactor" FROM "user" WHERE id = $1',
    [userId],
  )
  return rows[0]?.twoFactor ? undefined : 'session.signed_in'
}
