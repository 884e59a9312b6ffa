import { describeError } from './errors.js'
import { within } from './within.js'

/** One thing a service needs. `check` resolves with details for people, or throws with the reason it can't work. */
export interface ReadinessCheck {
  name: string
  check: () => Promise<Record<string, unknown> | undefined> | Record<string, unknown> | undefined
}

export interface Readiness {
  ready: boolean
  checks: Record<string, { ok: boolean; error?: string } & Record<string, unknown>>
}

const timeoutMs = 2000

/** Runs all checks at once; one that takes longer than 2 s counts as failed. */
export async function readReadiness(checks: ReadinessCheck[]): Promise<Readiness> {
  const results = await Promise.all(
    checks.map(async ({ name, check }) => {
      try {
        const details = await within(timeoutMs, Promise.resolve().then(check))
        return [name, { ok: true, ...details }] as const
      } catch (error) {
        return [name, { ok: false, error: describeError(error) }] as const
      }
    }),
  )
  return { ready: results.every(([, result]) => result.ok), checks: Object.fromEntries(results) }
}
