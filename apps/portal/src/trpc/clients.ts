import {
  createTRPCClient,
  httpBatchLink,
  httpLink,
  httpSubscriptionLink,
  type Operation,
  splitLink,
} from '@trpc/client'
import { holdWhileSignedOut } from '@/session/hold-while-signed-out'
import { dropDirection } from './drop-direction'
import type { ChatRouter, ClinicalRouter, DirectoryRouter } from './routers'

// These wait for other services, up to seconds while one doesn't answer, and in a batch all others would wait with them.
const alonePaths = new Set([
  'cache.inspect',
  'cache.verify',
  'clinicians.explain',
  'sync.deadLetters',
  'sync.drift',
  'sync.matrix',
  'sync.replays',
  'sync.timeline',
])
// What is asked is too long for an address, or tells of people, which no address may.
const postedPaths = new Set(['users.bulk.preview', 'users.similar'])
const isPosted = ({ path }: Operation) => postedPaths.has(path)
const goesAlone = ({ type, path }: Operation) => type === 'query' && alonePaths.has(path)
const isSubscription = (operation: Operation) => operation.type === 'subscription'
const addressOf = (service: string) => `/api/trpc/${service}`
// The services refuse larger batches. The URL stays well under Node's 16 KB for all headers.
const batch = (service: string) => ({ url: addressOf(service), maxItems: 20, maxURLLength: 6000 })

export function createClients() {
  return {
    directory: createTRPCClient<DirectoryRouter>({
      links: [
        dropDirection(),
        holdWhileSignedOut(),
        splitLink({
          condition: isSubscription,
          true: httpSubscriptionLink({ url: addressOf('directory') }),
          false: splitLink({
            condition: isPosted,
            true: httpLink({ url: addressOf('directory'), methodOverride: 'POST' }),
            false: splitLink({
              condition: goesAlone,
              true: httpLink({ url: addressOf('directory') }),
              false: httpBatchLink(batch('directory')),
            }),
          }),
        }),
      ],
    }),
    clinical: createTRPCClient<ClinicalRouter>({
      links: [
        dropDirection(),
        holdWhileSignedOut(),
        splitLink({
          condition: isSubscription,
          true: httpSubscriptionLink({ url: addressOf('clinical') }),
          false: splitLink({
            condition: goesAlone,
            true: httpLink({ url: addressOf('clinical') }),
            false: httpBatchLink(batch('clinical')),
          }),
        }),
      ],
    }),
    chat: createTRPCClient<ChatRouter>({
      links: [
        dropDirection(),
        holdWhileSignedOut(),
        splitLink({
          condition: isSubscription,
          true: httpSubscriptionLink({ url: addressOf('chat') }),
          false: splitLink({
            condition: goesAlone,
            true: httpLink({ url: addressOf('chat') }),
            false: httpBatchLink(batch('chat')),
          }),
        }),
      ],
    }),
  }
}

export type Clients = ReturnType<typeof createClients>
