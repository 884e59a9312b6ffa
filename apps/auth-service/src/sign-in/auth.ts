import { PrismaPg } from '@prisma/adapter-pg'
import type { Logger } from '@rollcall/service-kit/logger'
import type { Pool } from '@rollcall/service-kit/postgres'
import { type BetterAuthOptions, betterAuth } from 'better-auth'
import { prismaAdapter } from 'better-auth/adapters/prisma'
import { PrismaClient } from '../generated/prisma/client.js'
import { createTokenPlugin, createTwoFactorPlugin } from './auth-plugins.js'
import { createDatabaseHooks } from './database-hooks.js'
import { finishReset } from './finish-reset.js'
import { hashPassword, verifyPassword } from './password-hash.js'
import type { RateLimiter } from './rate-limit.js'
import { createRequestHooks } from './request-hooks.js'
import { clientAddressHeader, passwordLength } from './rules.js'

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
  /** Keeps the digest of a token with which a user may choose a password once, by /auth/reset-password. */
  keepLink: (link: { token: string; userId: string; expiresAt: Date }) => Promise<void>
}

export interface AuthOptions {
  pool: Pool
  logger: Logger
  limiter: RateLimiter
  settings: AuthSettings
  /** Asked for with an address that may be nobody's; must neither wait nor throw. */
  onResetRequested: (email: string, requestId: string) => void
}

/** better-auth over our own tables: it signs people in and out, and changes nothing else about a user. */
export function createAuth(options: AuthOptions): Auth {
  const auth = betterAuth(createOptions(options))
  return {
    handle: (request) => auth.handler(request),
    sign: async (claims) => (await auth.api.signJWT({ body: { payload: claims } })).token,
    keepLink: async ({ token, userId, expiresAt }) => {
      const { internalAdapter } = await auth.$context
      await internalAdapter.createVerificationValue({ identifier: `reset-password:${token}`, value: userId, expiresAt })
    },
  }
}

function createOptions({ pool, logger, limiter, settings, onResetRequested }: AuthOptions) {
  const [publicUrl = ''] = settings.portalUrls
  const db = new PrismaClient({ adapter: new PrismaPg(pool) })
  return {
    appName: 'Rollcall',
    baseURL: publicUrl,
    basePath: '/auth',
    secret: settings.secret,
    telemetry: { enabled: false },
    trustedOrigins: [...settings.portalUrls],
    logger: {
      level: 'warn',
      log: (level, message, ...details) => logger[level]({ details: details.map(String) }, message),
    },
    // Refusals are answers; whatever else fails is thrown, for our server to log and to answer as any other fault.
    onAPIError: { throw: true },
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
      minPasswordLength: passwordLength.min,
      maxPasswordLength: passwordLength.max,
      password: { hash: hashPassword, verify: ({ hash, password }) => verifyPassword(hash, password) },
      revokeSessionsOnPasswordReset: true,
      onPasswordReset: async ({ user }, request) => finishReset(pool, user.id, request),
    },
    verification: { storeIdentifier: 'hashed' },
    session: { expiresIn: 60 * 60 * 12, updateAge: 60 * 15 },
    user: userModel,
    databaseHooks: createDatabaseHooks(pool, limiter),
    hooks: createRequestHooks({
      ...{ pool, limiter, onResetRequested },
      signInLimitPerMinute: settings.signInLimitPerMinute,
    }),
    rateLimit: limitByAddress(limiter, settings.signInLimitPerMinute),
    plugins: [createTokenPlugin(pool), createTwoFactorPlugin()],
  } satisfies BetterAuthOptions
}

/** better-auth's own limit, by address; the request hooks count by account and altogether. */
function limitByAddress(limiter: RateLimiter, perMinute: number): NonNullable<BetterAuthOptions['rateLimit']> {
  const rule = { window: 60, max: perMinute }
  return {
    enabled: true,
    customStorage: limiter,
    ...rule,
    customRules: {
      '/sign-in/email': rule,
      '/change-password': rule,
      '/request-password-reset': rule,
      '/reset-password': rule,
      '/two-factor/*': rule,
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
