import { createTRPCClient, httpLink } from '@trpc/client'
import { headers } from 'next/headers'
import { cache } from 'react'
import type { DirectoryRouter } from '@/trpc/routers'
import { fetchPersonToken } from './person-token'
import { requestIdOf } from './request-id'
import { serviceUrl } from './services'

const timeoutMs = 10_000

/** Of this page's asking: all that it asks the services carries it. */
export const pageRequestId = cache(async () => requestIdOf(await headers()))

/** Asks the directory as the person who asks for this page; one client for all that a page is made of. */
export const directoryClient = cache(async () => {
  const requestId = await pageRequestId()
  const { token } = await fetchPersonToken(await headers(), requestId, AbortSignal.timeout(timeoutMs))
  return createTRPCClient<DirectoryRouter>({
    links: [
      httpLink({
        url: `${serviceUrl('directory')}/trpc`,
        headers: { authorization: `Bearer ${token}`, 'x-request-id': requestId },
      }),
    ],
  })
})
