export interface RateLimitRule {
  /** Seconds. */
  window: number
  max: number
}

export interface RateLimiter {
  /** Counts one attempt. `retryAfter` is in seconds. */
  consume: (key: string, rule: RateLimitRule) => Promise<{ allowed: boolean; retryAfter: number | null }>
}

const maxKeys = 100_000

/**
 * Fixed windows, counted in this process. The store of better-auth's own begins its window anew with every attempt, so
 * that steady, allowed use adds up to a refusal.
 */
export function createRateLimiter(now: () => number = Date.now): RateLimiter {
  const windows = new Map<string, { count: number; endsAt: number }>()

  const forgetOld = () => {
    for (const [key, window] of windows) if (window.endsAt <= now()) windows.delete(key)
    // Under an attack from everywhere the oldest go first: a Map keeps the order of insertion.
    for (const key of windows.keys()) if (windows.size > maxKeys) windows.delete(key)
  }

  return {
    consume: async (key, rule) => {
      const known = windows.get(key)
      if (!known || known.endsAt <= now()) {
        windows.delete(key)
        windows.set(key, { count: 1, endsAt: now() + rule.window * 1000 })
        if (windows.size > maxKeys) forgetOld()
        return { allowed: true, retryAfter: null }
      }
      if (known.count >= rule.max) return { allowed: false, retryAfter: Math.ceil((known.endsAt - now()) / 1000) }
      known.count += 1
      return { allowed: true, retryAfter: null }
    },
  }
}
