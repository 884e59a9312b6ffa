import { readFailure } from '@/trpc/failure'
import type { Me } from '@/trpc/routers'
import { directoryClient, pageRequestId } from './directory-client'
import { RequestFailure } from './failure'

export type FoundMe =
  | { kind: 'signed-in'; me: Me }
  | { kind: 'signed-out' }
  | { kind: 'password-change' }
  | { kind: 'two-factor' }
  | { kind: 'unavailable'; requestId: string }

const timeoutMs = 10_000

/** Who asks for this page, as auth-service sees it now. */
export async function findMe(): Promise<FoundMe> {
  const requestId = await pageRequestId()
  try {
    const client = await directoryClient()
    return { kind: 'signed-in', me: await client.me.get.query(undefined, { signal: AbortSignal.timeout(timeoutMs) }) }
  } catch (error) {
    const code = error instanceof RequestFailure ? error.code : readFailure(error).code
    if (code === 'UNAUTHENTICATED') return { kind: 'signed-out' }
    if (code === 'PASSWORD_CHANGE_REQUIRED') return { kind: 'password-change' }
    if (code === 'TWO_FACTOR_REQUIRED') return { kind: 'two-factor' }
    return { kind: 'unavailable', requestId }
  }
}
