import type { Pool } from '@rollcall/service-kit/postgres'
import { personAudience, serviceNames, tokenIssuer } from '@rollcall/service-kit/tokens'
import { APIError } from 'better-auth/api'
import { jwt, twoFactor } from 'better-auth/plugins'
import { findActiveUser } from './active-user.js'
import { keyGraceSeconds } from './key-lookup.js'
import { tokenSeconds } from './rules.js'

const keySeconds = 30 * 24 * 3600

/** Tokens for people, and the keys behind all tokens: a new key every 30 days, the old one honoured until its tokens end. */
export function createTokenPlugin(pool: Pool) {
  return jwt({
    jwks: { keyPairConfig: { alg: 'ES256' }, rotationInterval: keySeconds, gracePeriod: keyGraceSeconds },
    disableSettingJwtHeader: true,
    jwt: {
      issuer: tokenIssuer,
      audience: serviceNames.map(personAudience),
      expirationTime: `${tokenSeconds}s`,
      definePayload: async ({ user, session }) => {
        const active = await findActiveUser(pool, user.id)
        if (!active) throw new APIError('UNAUTHORIZED', { code: 'UNAUTHORIZED', message: 'Unauthorized' })
        return { kind: 'user', sid: session.id, ...active }
      },
    },
  })
}

/** Time-based codes (RFC 6238) and recovery codes; fifteen minutes' rest after ten wrong ones. */
export function createTwoFactorPlugin() {
  return twoFactor({
    issuer: 'Rollcall',
    backupCodeOptions: { amount: 10, length: 10, storeBackupCodes: 'encrypted' },
    accountLockout: { enabled: true, maxFailedAttempts: 10, durationSeconds: 900 },
  })
}
