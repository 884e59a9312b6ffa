/** How a culprit is retried alone before it is parked for a person to look at. */
export interface RetryPolicy {
  /** Failures in all, the first one in its batch included. */
  maxAttempts: number
  baseDelayMs: number
  maxDelayMs: number
  /** The longest sleep: retries that another replica left behind are found after it. */
  pollMs: number
  /** How often open events are compared with what is kept, while there are any. */
  sweepMs: number
}

export const defaultRetryPolicy: RetryPolicy = {
  ...{ maxAttempts: 8, baseDelayMs: 1000, maxDelayMs: 60_000 },
  ...{ pollMs: 30_000, sweepMs: 2000 },
}

/** Exponential, with jitter between half and the whole of the step. */
export function retryDelayMs(
  policy: Pick<RetryPolicy, 'maxDelayMs' | 'baseDelayMs'>,
  attempts: number,
  random: () => number = Math.random,
): number {
  const step = Math.min(policy.maxDelayMs, policy.baseDelayMs * 2 ** (attempts - 1))
  return Math.round(step * (0.5 + random() / 2))
}
