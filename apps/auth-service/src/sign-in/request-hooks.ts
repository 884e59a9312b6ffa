import type { Pool } from '@rollcall/service-kit/postgres'
import type { BetterAuthOptions } from 'better-auth'
import { APIError, createAuthMiddleware, getSessionFromCtx } from 'better-auth/api'
import { z } from 'zod'
import { auditOwnDeed, auditRefusedSignIn } from './audit-sign-in.js'
import { refuseUnknownFields } from './known-fields.js'
import { limitSignInAttempts } from './limit-attempts.js'
import { readOrigin } from './origin.js'
import type { RateLimiter } from './rate-limit.js'
import { refuseWeakPassword } from './refuse-weak-password.js'
import { tidyAnswer } from './tidy-answer.js'

const passwordChange = z.object({ currentPassword: z.string(), newPassword: z.string() })
const passwordReset = z.object({ token: z.string().regex(/^[\w-]{1,200}$/), newPassword: z.unknown() })
const named = z.object({ email: z.string() })
/** While a password has to be changed, nothing else about the account can be. */
const needsOwnPassword = ['/two-factor/enable', '/two-factor/disable', '/two-factor/generate-backup-codes']

type Context = Parameters<Parameters<typeof createAuthMiddleware>[0]>[0]

export interface RequestHookOptions {
  pool: Pool
  limiter: RateLimiter
  signInLimitPerMinute: number
  onResetRequested: (email: string, requestId: string) => void
}

/** What happens before better-auth sees a request, and with its answer. */
export function createRequestHooks(options: RequestHookOptions): NonNullable<BetterAuthOptions['hooks']> {
  return {
    before: createAuthMiddleware((context) => beforeRequest(options, context)),
    after: createAuthMiddleware((context) => afterRequest(options.pool, context)),
  }
}

async function beforeRequest(options: RequestHookOptions, context: Context) {
  const { path } = context
  refuseUnknownFields(path, context.body)
  if (path === '/sign-in/email') {
    const attempt = named.safeParse(context.body)
    await limitSignInAttempts(options.limiter, options.signInLimitPerMinute, attempt.data?.email)
  }
  if (path === '/request-password-reset') {
    const request = named.safeParse(context.body)
    if (request.success) options.onResetRequested(request.data.email, readOrigin(context.headers).requestId)
    // One answer for everybody, before anything is looked up.
    return context.json({ status: true })
  }
  if (path === '/reset-password') await checkReset(options.pool, context)
  if (path === '/change-password') return checkChange(context)
  if (path.startsWith('/two-factor/')) return checkTwoFactor(context)
  if (path === '/sign-out') {
    const session = await getSessionFromCtx(context)
    const origin = readOrigin(context.headers)
    if (session) await auditOwnDeed(options.pool, 'session.signed_out', { userId: session.user.id, origin })
  }
}

async function checkChange(context: Context) {
  const change = passwordChange.safeParse(context.body)
  if (!change.success) return
  const { currentPassword, newPassword } = change.data
  if (newPassword === currentPassword) {
    throw new APIError('BAD_REQUEST', {
      code: 'SAME_PASSWORD',
      message: 'newPassword: this is the password you have now; choose another one.',
    })
  }
  const session = await getSessionFromCtx(context)
  refuseWeakPassword(newPassword, session?.user)
  // A changed password ends the sessions that the old one opened.
  return { context: { body: { ...change.data, revokeOtherSessions: true } } }
}

/** Before the link is used up: whoever chose badly may choose again. */
async function checkReset(pool: Pool, context: Context): Promise<void> {
  const reset = passwordReset.safeParse(context.body)
  // better-auth would also take a token from the address, past what is checked here and into logs.
  if (!reset.success) throw new APIError('BAD_REQUEST', { code: 'INVALID_TOKEN', message: 'Invalid token' })
  const { internalAdapter } = context.context
  const link = await internalAdapter.findVerificationValue(`reset-password:${reset.data.token}`)
  if (!link || link.expiresAt < new Date()) return
  const { rows } = await pool.query<{ email: string; name: string }>('SELECT email, name FROM "user" WHERE id = $1', [
    link.value,
  ])
  const { newPassword } = reset.data
  if (typeof newPassword === 'string') refuseWeakPassword(newPassword, rows[0])
}

async function checkTwoFactor(context: Context) {
  if (needsOwnPassword.includes(context.path)) {
    const session = await getSessionFromCtx(context)
    if (session?.user.mustChangePassword) {
      throw new APIError('FORBIDDEN', {
        code: 'PASSWORD_CHANGE_REQUIRED',
        message: 'Choose a new password before you go on.',
      })
    }
  }
  // A second factor that a device may leave out for a month is none.
  if (context.path.includes('/verify-')) return { context: { body: { ...context.body, trustDevice: false } } }
}

async function afterRequest(pool: Pool, context: Context) {
  const { returned, session } = context.context
  const origin = readOrigin(context.headers)
  const refused = returned instanceof APIError
  const userId = session?.user.id
  if (context.path === '/sign-in/email' && refused && returned.status === 'UNAUTHORIZED') {
    await auditRefusedSignIn(pool, named.safeParse(context.body).data?.email ?? '', origin)
  }
  if (refused) return
  if (userId && context.path === '/two-factor/disable')
    await auditOwnDeed(pool, 'two_factor.disabled', { userId, origin })
  if (userId && context.path === '/two-factor/generate-backup-codes') {
    await auditOwnDeed(pool, 'two_factor.recovery_codes_renewed', { userId, origin })
  }
  const tidied = tidyAnswer(context.path, returned)
  if (tidied) return context.json(tidied)
}
