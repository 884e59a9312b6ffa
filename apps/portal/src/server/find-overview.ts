import { type DehydratedState, dehydrate, QueryClient, type QueryKey } from '@tanstack/react-query'
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query'
import { headers } from 'next/headers'
import { lastChanged } from '@/features/overview/last-changed'
import type { Prefixed } from '@/trpc/contexts'
import type { ChatRouter, ClinicalRouter, DirectoryRouter, Me } from '@/trpc/routers'
import { findMe } from './find-me'
import { aheadSignal, serviceClients } from './service-clients'

/**
 * What the overview says, for its first drawing. Whatever fails or isn't answered in time is left out, and what is there
 * is asked again by the page, which may have been on its way for long.
 */
export async function findOverview(): Promise<DehydratedState> {
  const known = new QueryClient()
  // Within the console the browser knows all of it already.
  if ((await headers()).get('sec-fetch-dest') === 'empty') return dehydrate(known)
  const found = await findMe()
  if (found.kind === 'signed-in' && found.me.permissions.includes('sync.read')) {
    await learn(known, found.me.permissions)
  }
  return dehydrate(known)
}

async function learn(queryClient: QueryClient, permissions: Me['permissions']): Promise<void> {
  const clients = await serviceClients()
  const directory = createTRPCOptionsProxy<DirectoryRouter, Prefixed>({
    client: clients.directory,
    queryClient,
    keyPrefix: 'directory',
  })
  const clinical = createTRPCOptionsProxy<ClinicalRouter, Prefixed>({
    client: clients.clinical,
    queryClient,
    keyPrefix: 'clinical',
  })
  const chat = createTRPCOptionsProxy<ChatRouter, Prefixed>({ client: clients.chat, queryClient, keyPrefix: 'chat' })
  const options = { signal: aheadSignal() }
  const keep = async <T>(queryKey: QueryKey, answer: Promise<T>): Promise<T | undefined> => {
    try {
      return queryClient.setQueryData<T>(queryKey, await answer, { updatedAt: 0 })
    } catch {
      return undefined
    }
  }
  const keepPeople = async () => {
    const users = await keep(
      directory.users.list.queryKey(lastChanged),
      clients.directory.users.list.query(lastChanged, options),
    )
    if (!users || users.items.length === 0) return
    const ids = users.items.map(({ id }) => id)
    await keep(directory.sync.matrix.queryKey({ ids }), clients.directory.sync.matrix.query({ ids }, options))
  }
  await Promise.all([
    keep(directory.sync.overview.queryKey(), clients.directory.sync.overview.query(undefined, options)),
    keep(clinical.sync.status.queryKey(), clients.clinical.sync.status.query(undefined, options)),
    keep(chat.sync.status.queryKey(), clients.chat.sync.status.query(undefined, options)),
    permissions.includes('users.read') && keepPeople(),
    permissions.includes('cache.read') &&
      keep(chat.cache.stats.queryKey(), clients.chat.cache.stats.query(undefined, options)),
  ])
}
