import { createTRPCClient, httpBatchLink, httpSubscriptionLink, type Operation, splitLink } from '@trpc/client'
import { dropDirection } from './drop-direction'
import type { ChatRouter, ClinicalRouter, DirectoryRouter } from './routers'

const isSubscription = (operation: Operation) => operation.type === 'subscription'
const stream = (service: string) => ({ url: `/api/trpc/${service}` })
// The services refuse larger batches. The URL stays well under Node's 16 KB for all headers.
const batch = (service: string) => ({ url: `/api/trpc/${service}`, maxItems: 20, maxURLLength: 6000 })

export function createClients() {
  return {
    directory: createTRPCClient<DirectoryRouter>({
      links: [
        dropDirection(),
        splitLink({
          condition: isSubscription,
          true: httpSubscriptionLink(stream('directory')),
          false: httpBatchLink(batch('directory')),
        }),
      ],
    }),
    clinical: createTRPCClient<ClinicalRouter>({
      links: [
        dropDirection(),
        splitLink({
          condition: isSubscription,
          true: httpSubscriptionLink(stream('clinical')),
          false: httpBatchLink(batch('clinical')),
        }),
      ],
    }),
    chat: createTRPCClient<ChatRouter>({
      links: [
        dropDirection(),
        splitLink({
          condition: isSubscription,
          true: httpSubscriptionLink(stream('chat')),
          false: httpBatchLink(batch('chat')),
        }),
      ],
    }),
  }
}

export type Clients = ReturnType<typeof createClients>
