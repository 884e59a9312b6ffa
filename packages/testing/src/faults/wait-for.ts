import { setTimeout as sleep } from 'node:timers/promises'

type NotYet = false | undefined | null

/** Looks every 25 ms until `check` answers something true, and answers that. @throws Error naming `what` after `timeoutMs` */
export async function waitFor<T>(
  what: string,
  check: () => Promise<T | NotYet> | T | NotYet,
  options: { timeoutMs?: number; intervalMs?: number; signal?: AbortSignal } = {},
): Promise<T> {
  const { timeoutMs = 30_000, intervalMs = 25, signal } = options
  const deadline = Date.now() + timeoutMs
  let failure: unknown
  for (;;) {
    try {
      const found = await check()
      if (found) return found
      failure = undefined
    } catch (error) {
      failure = error
    }
    signal?.throwIfAborted()
    if (Date.now() > deadline) {
      throw new Error(`${what}: not within ${timeoutMs / 1000} s`, failure === undefined ? {} : { cause: failure })
    }
    await sleep(intervalMs)
  }
}
