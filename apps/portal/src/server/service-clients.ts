import { createTRPCClient, httpLink } from '@trpc/client'
import { headers } from 'next/headers'
import { cache } from 'react'
import type { ChatRouter, ClinicalRouter, DirectoryRouter } from '@/trpc/routers'
import { fetchPersonToken } from './person-token'
import { requestIdOf } from './request-id'
import { type ServiceName, serviceUrl } from './services'

const timeoutMs = 10_000
// Longer than the services take; a page is not held up for what it can ask for itself.
const aheadMs = 1000

/** Ends what a page's first drawing asks ahead of the page itself. */
export const aheadSignal = () => AbortSignal.timeout(aheadMs)

/** Of this page's asking: all that it asks the services carries it. */
export const pageRequestId = cache(async () => requestIdOf(await headers()))

/** Ask the services as the person who asks for this page; the same clients for all that a page is made of. */
export const serviceClients = cache(async () => {
  const requestId = await pageRequestId()
  const { token } = await fetchPersonToken(await headers(), requestId, AbortSignal.timeout(timeoutMs))
  const linkTo = (service: ServiceName) =>
    httpLink({
      url: `${serviceUrl(service)}/trpc`,
      headers: { authorization: `Bearer ${token}`, 'x-request-id': requestId },
    })
  return {
    directory: createTRPCClient<DirectoryRouter>({ links: [linkTo('directory')] }),
    clinical: createTRPCClient<ClinicalRouter>({ links: [linkTo('clinical')] }),
    chat: createTRPCClient<ChatRouter>({ links: [linkTo('chat')] }),
  }
})
