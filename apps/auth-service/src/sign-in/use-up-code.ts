import { APIError } from 'better-auth/api'
import { z } from 'zod'
import type { RateLimiter } from './rate-limit.js'

/** As long as a code counts: its own half minute, and one on either side. */
const once = { window: 90, max: 1 }
const given = z.object({ code: z.string() })

/**
 * A right code signs in once (RFC 6238 §5.2): whoever looked over a shoulder has nothing of it. Asked for after the code
 * was found right, so that nobody can use up another's.
 * @throws APIError as for a wrong code
 */
export async function useUpCode(limiter: RateLimiter, userId: string, body: unknown): Promise<void> {
  const { code } = given.parse(body)
  if ((await limiter.consume(`totp|${userId}|${code}`, once)).allowed) return
  throw new APIError('UNAUTHORIZED', { code: 'INVALID_CODE', message: 'Invalid code' })
}
