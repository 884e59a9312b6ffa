import { z } from 'zod'
import { serviceUrl } from './services'

const setupSchema = z.object({ open: z.boolean() })
const timeoutMs = 3000

/** Whether the installation still waits for its first administrator; null when auth-service doesn't say. */
export async function readSetupOpen(): Promise<boolean | null> {
  try {
    const answer = await fetch(`${serviceUrl('directory')}/auth/setup`, {
      cache: 'no-store',
      signal: AbortSignal.timeout(timeoutMs),
    })
    const parsed = setupSchema.safeParse(answer.ok ? await answer.json() : undefined)
    return parsed.success ? parsed.data.open : null
  } catch {
    return null
  }
}
