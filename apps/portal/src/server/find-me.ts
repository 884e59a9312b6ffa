import { createTRPCClient, httpLink } from '@trpc/client'
import { headers } from 'next/headers'
import { readFailure } from '@/trpc/failure'
import type { DirectoryRouter, Me } from '@/trpc/routers'
import { RequestFailure } from './failure'
import { fetchPersonToken } from './person-token'
import { requestIdOf } from './request-id'
import { serviceUrl } from './services'

export type FoundMe =
  | { kind: 'signed-in'; me: Me }
  | { kind: 'signed-out' }
  | { kind: 'password-change' }
  | { kind: 'two-factor' }
  | { kind: 'unavailable'; requestId: string }

const timeoutMs = 10_000

/** Who asks for this page, as auth-service sees it now. */
export async function findMe(): Promise<FoundMe> {
  const from = await headers()
  const requestId = requestIdOf(from)
  try {
    const { token } = await fetchPersonToken(from, requestId, AbortSignal.timeout(timeoutMs))
    const client = createTRPCClient<DirectoryRouter>({
      links: [
        httpLink({
          url: `${serviceUrl('directory')}/trpc`,
          headers: { authorization: `Bearer ${token}`, 'x-request-id': requestId },
        }),
      ],
    })
    return { kind: 'signed-in', me: await client.me.get.query(undefined, { signal: AbortSignal.timeout(timeoutMs) }) }
  } catch (error) {
    const code = error instanceof RequestFailure ? error.code : readFailure(error).code
    if (code === 'UNAUTHENTICATED') return { kind: 'signed-out' }
    if (code === 'PASSWORD_CHANGE_REQUIRED') return { kind: 'password-change' }
    if (code === 'TWO_FACTOR_REQUIRED') return { kind: 'two-factor' }
    return { kind: 'unavailable', requestId }
  }
}
