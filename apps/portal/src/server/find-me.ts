import { cache } from 'react'
import { readFailure } from '@/trpc/failure'
import type { Me } from '@/trpc/routers'
import { RequestFailure } from './failure'
import { pageRequestId, serviceClients } from './service-clients'

export type FoundMe =
  | { kind: 'signed-in'; me: Me }
  | { kind: 'signed-out' }
  | { kind: 'password-change' }
  | { kind: 'two-factor' }
  | { kind: 'unavailable'; requestId: string }

const timeoutMs = 10_000

/** Who asks for this page, as auth-service sees it now. */
export const findMe = cache(async (): Promise<FoundMe> => {
  const requestId = await pageRequestId()
  try {
    const { directory } = await serviceClients()
    const me = await directory.me.get.query(undefined, { signal: AbortSignal.timeout(timeoutMs) })
    return { kind: 'signed-in', me }
  } catch (error) {
    const code = error instanceof RequestFailure ? error.code : readFailure(error).code
    if (code === 'UNAUTHENTICATED') return { kind: 'signed-out' }
    if (code === 'PASSWORD_CHANGE_REQUIRED') return { kind: 'password-change' }
    if (code === 'TWO_FACTOR_REQUIRED') return { kind: 'two-factor' }
    return { kind: 'unavailable', requestId }
  }
})
