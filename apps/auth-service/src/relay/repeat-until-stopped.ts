import { setTimeout as delay } from 'node:timers/promises'

const maxRetryMs = 2000

/** Waits, unless the signal comes first. Never rejects. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => {})
}

/** Runs `round` again and again until the signal; after a failure later and later, within 2 s. */
export async function repeatUntilStopped(
  signal: AbortSignal,
  round: () => Promise<void>,
  onFailure: (error: unknown) => void,
): Promise<void> {
  for (let failures = 0; !signal.aborted; ) {
    try {
      await round()
      failures = 0
    } catch (error) {
      failures += 1
      onFailure(error)
      await pause(Math.min(maxRetryMs, 100 * 2 ** Math.min(failures, 5)) * (0.5 + Math.random() / 2), signal)
    }
  }
}
