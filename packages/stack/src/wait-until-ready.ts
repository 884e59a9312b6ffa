import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'

/** What /readyz says: undefined when ready, else the reason in a few words. Never rejects. */
export async function readinessFault(url: string): Promise<string | undefined> {
  try {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(3_000) })
    const body = await response.text()
    return response.ok ? undefined : describe(response.status, body)
  } catch {
    return 'not listening yet'
  }
}

const readinessSchema = z.object({
  checks: z.record(z.string(), z.object({ ok: z.boolean(), error: z.string().optional() })),
})

function describe(status: number, body: string): string {
  const parsed = readinessSchema.safeParse(parseJson(body))
  const checks = parsed.success ? Object.entries(parsed.data.checks) : []
  const failing = checks
    .filter(([, check]) => !check.ok)
    .map(([name, check]) => `${name}: ${check.error ?? 'not ready'}`)
  return failing.join('; ') || `answers ${status}`
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Waits for /readyz; rejects when `giveUp` answers a reason or the time is over. */
export async function waitUntilReady(
  url: string,
  options: { timeoutMs: number; giveUp: () => string | undefined; onWaiting: (reason: string) => void },
): Promise<void> {
  const deadline = Date.now() + options.timeoutMs
  for (;;) {
    const fault = await readinessFault(url)
    if (fault === undefined) return
    const reason = options.giveUp()
    if (reason !== undefined) throw new Error(reason)
    if (Date.now() > deadline) throw new Error(`not ready after ${options.timeoutMs / 1000} s (${fault})`)
    options.onWaiting(fault)
    await sleep(100)
  }
}
