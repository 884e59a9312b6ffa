import { PrismaPg } from '@prisma/adapter-pg'
import { describeError } from '@rollcall/service-kit/errors'
import type { Logger } from '@rollcall/service-kit/logger'
import type { Pool } from '@rollcall/service-kit/postgres'
import { personAudience, tokenIssuer } from '@rollcall/service-kit/tokens'
import { type BetterAuthOptions, betterAuth } from 'better-auth'
import { prismaAdapter } from 'better-auth/adapters/prisma'
import { APIError } from 'better-auth/api'
import { jwt } from 'better-auth/plugins'
import { PrismaClient } from '../generated/prisma/client.js'
import { findActiveUser } from './active-user.js'
import { createDatabaseHooks, createRequestHooks } from './auth-hooks.js'
import { hashPassword, verifyPassword } from './password-hash.js'
import { createRateLimiter, type RateLimiter } from './rate-limit.js'

/** Where the mount puts the client's address; whatever a client sends under this name is dropped. */
export const clientAddressHeader = 'x-rollcall-client-address'

export const tokenSeconds = 300

export interface AuthSettings {
  secret: string
  /** The console's public origins; the first one decides about secure cookies. */
  portalUrls: readonly string[]
  signInLimitPerMinute: number
}

export interface Auth {
  handle: (request: Request) => Promise<Response>
  /** Signs a token with the keys that /auth/jwks publishes; issuer and end are set where the claims name none. */
  sign: (claims: Record<string, unknown>) => Promise<string>
}

/** better-auth over our own tables: it signs people in and out, and changes nothing else about a user. */
export function createAuth(deps: { pool: Pool; logger: Logger; settings: AuthSettings }): Auth {
  const { pool, logger, settings } = deps
  const [publicUrl = ''] = settings.portalUrls
  const limiter = createRateLimiter()
  const db = new PrismaClient({ adapter: new PrismaPg(pool) })
  const auth = betterAuth({
    baseURL: publicUrl,
    basePath: '/auth',
    secret: settings.secret,
    telemetry: { enabled: false },
    trustedOrigins: [...settings.portalUrls],
    logger: {
      level: 'warn',
      log: (level, message, ...details) => logger[level]({ details: details.map(String) }, message),
    },
    // Refusals are answers, not faults; without this they are printed past our logger.
    onAPIError: {
      onError: (error) => {
        if (!(error instanceof APIError)) logger.error({ err: describeError(error) }, 'sign-in failed')
      },
    },
    database: prismaAdapter(db, { provider: 'postgresql', transaction: true }),
    advanced: {
      cookiePrefix: 'rollcall',
      useSecureCookies: publicUrl.startsWith('https:'),
      disableOriginCheck: false,
      disableCSRFCheck: false,
      ipAddress: { ipAddressHeaders: [clientAddressHeader] },
      database: { generateId: () => crypto.randomUUID() },
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 12,
      maxPasswordLength: 128,
      password: { hash: hashPassword, verify: ({ hash, password }) => verifyPassword(hash, password) },
    },
    session: { expiresIn: 60 * 60 * 12, updateAge: 60 * 15 },
    user: userModel,
    databaseHooks: createDatabaseHooks(pool),
    hooks: createRequestHooks({ limiter, signInLimitPerMinute: settings.signInLimitPerMinute }),
    rateLimit: limitByAddress(limiter, settings.signInLimitPerMinute),
    plugins: [createTokenPlugin(pool)],
  })

  return {
    handle: (request) => auth.handler(request),
    sign: async (claims) => (await auth.api.signJWT({ body: { payload: claims } })).token,
  }
}

/** better-auth's own limit, by address; the request hooks count by account and altogether. */
function limitByAddress(limiter: RateLimiter, perMinute: number): BetterAuthOptions['rateLimit'] {
  const rule = { window: 60, max: perMinute }
  return {
    enabled: true,
    customStorage: limiter,
    ...rule,
    customRules: {
      '/sign-in/email': rule,
      '/change-password': rule,
      // The console asks for these with every request of everyone, from one address.
      '/token': false,
      '/jwks': false,
      '/get-session': false,
      '/sign-out': false,
    },
  }
}

/** The user as better-auth sees it. None of it is input: only the directory writes users. */
const userModel = {
  fields: { image: 'avatar' },
  additionalFields: {
    firstName: { type: 'string', required: true, input: false },
    lastName: { type: 'string', required: true, input: false },
    tenantId: { type: 'string', required: true, input: false },
    role: { type: 'string', required: true, input: false },
    mustChangePassword: { type: 'boolean', required: true, input: false },
  },
} satisfies BetterAuthOptions['user']

function createTokenPlugin(pool: Pool) {
  return jwt({
    jwks: { keyPairConfig: { alg: 'ES256' } },
    disableSettingJwtHeader: true,
    jwt: {
      issuer: tokenIssuer,
      audience: personAudience,
      expirationTime: `${tokenSeconds}s`,
      definePayload: async ({ user }) => {
        const active = await findActiveUser(pool, user.id)
        if (!active) throw new APIError('UNAUTHORIZED', { code: 'UNAUTHORIZED', message: 'Unauthorized' })
        return { kind: 'user', ...active }
      },
    },
  })
}
