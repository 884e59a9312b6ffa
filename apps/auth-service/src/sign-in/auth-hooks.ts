import type { Pool } from '@rollcall/service-kit/postgres'
import type { BetterAuthOptions } from 'better-auth'
import { APIError, createAuthMiddleware } from 'better-auth/api'
import { z } from 'zod'
import { findActiveUser } from './active-user.js'
import { limitSignInAttempts } from './limit-attempts.js'
import type { RateLimiter } from './rate-limit.js'
import { storeChangedPassword } from './store-changed-password.js'
import { isWeakPassword } from './weak-password.js'

const passwordChange = z.object({ currentPassword: z.string(), newPassword: z.string() })
const signInAttempt = z.object({ email: z.string() })

/** What happens before better-auth sees a request. */
export function createRequestHooks(deps: {
  limiter: RateLimiter
  signInLimitPerMinute: number
}): BetterAuthOptions['hooks'] {
  return {
    before: createAuthMiddleware(async (context) => {
      if (context.path === '/sign-in/email') {
        const attempt = signInAttempt.safeParse(context.body)
        await limitSignInAttempts(deps.limiter, deps.signInLimitPerMinute, attempt.data?.email)
      }
      if (context.path !== '/change-password') return
      const change = passwordChange.safeParse(context.body)
      if (!change.success) return
      refuseBadChoice(change.data)
      // A changed password ends the sessions that the old one opened.
      return { context: { body: { ...change.data, revokeOtherSessions: true } } }
    }),
    after: createAuthMiddleware(async (context) => {
      const { returned } = context.context
      if (context.path !== '/change-password' || !isChanged(returned)) return
      return context.json({ ...returned, user: { ...returned.user, mustChangePassword: false } })
    }),
  }
}

const isChanged = (value: unknown): value is { user: object } =>
  typeof value === 'object' &&
  value !== null &&
  !(value instanceof Error) &&
  'user' in value &&
  typeof value.user === 'object'

function refuseBadChoice({ currentPassword, newPassword }: z.infer<typeof passwordChange>): void {
  if (newPassword === currentPassword) {
    throw new APIError('BAD_REQUEST', {
      code: 'SAME_PASSWORD',
      message: 'newPassword: this is the password you have now; choose another one.',
    })
  }
  if (newPassword.length <= 128 && isWeakPassword(newPassword)) {
    throw new APIError('BAD_REQUEST', {
      code: 'COMMON_PASSWORD',
      message: 'newPassword: this is easy to guess; choose several unrelated words, or let your browser choose.',
    })
  }
}

/** What happens before better-auth writes. */
export function createDatabaseHooks(pool: Pool): BetterAuthOptions['databaseHooks'] {
  return {
    session: {
      create: {
        before: async (session) => {
          if (await findActiveUser(pool, session.userId)) return
          // Byte for byte what better-auth answers to a wrong password: nobody learns that the account exists.
          throw new APIError('UNAUTHORIZED', {
            message: 'Invalid email or password',
            code: 'INVALID_EMAIL_OR_PASSWORD',
          })
        },
      },
    },
    account: {
      update: {
        before: async ({ password }, context) => {
          const userId = context?.context.session?.user.id
          if (!password || !userId) return
          const requestId = context.headers?.get('x-request-id') ?? ''
          await storeChangedPassword(pool, { userId, passwordHash: password, requestId })
          // Written, together with the user's duty to change it; better-auth has nothing left to write.
          return false
        },
      },
    },
  }
}
