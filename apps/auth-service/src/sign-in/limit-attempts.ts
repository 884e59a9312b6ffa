import { APIError } from 'better-auth/api'
import type { RateLimiter } from './rate-limit.js'

// Addresses are cheap to change, so attempts also count by account and altogether: hashing is what an attack would use up.
const allAttemptsFactor = 10
const windowSeconds = 60

/** @throws APIError 429, before any hashing, and alike for accounts that exist and that do not */
export async function limitSignInAttempts(limiter: RateLimiter, perMinute: number, email: unknown): Promise<void> {
  const account = typeof email === 'string' ? email.trim().toLowerCase().slice(0, 254) : ''
  const results = await Promise.all([
    limiter.consume(`account|${account}`, { window: windowSeconds, max: perMinute }),
    limiter.consume('all', { window: windowSeconds, max: perMinute * allAttemptsFactor }),
  ])
  const refused = results.find(({ allowed }) => !allowed)
  if (!refused) return
  const seconds = refused.retryAfter ?? windowSeconds
  throw new APIError(
    'TOO_MANY_REQUESTS',
    { code: 'TOO_MANY', message: `Too many attempts to sign in. Try again in ${seconds} seconds.` },
    { 'retry-after': String(seconds) },
  )
}
