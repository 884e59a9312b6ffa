'use client'

import { QueryClientProvider } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext, useState } from 'react'
import { type Clients, createClients } from './clients'
import { ChatProvider, ClinicalProvider, DirectoryProvider } from './contexts'
import { createQueryClient } from './query-client'

const ClientsContext = createContext<Clients | null>(null)

/** The plain clients, for what isn't a query: the live streams. */
export function useClients(): Clients {
  const clients = useContext(ClientsContext)
  if (!clients) throw new Error('useClients needs TrpcProviders above it')
  return clients
}

/** Three typed clients over one query cache. */
export function TrpcProviders({ children }: { children: ReactNode }) {
  const [queryClient] = useState(createQueryClient)
  const [clients] = useState(createClients)
  return (
    <QueryClientProvider client={queryClient}>
      <ClientsContext value={clients}>
        <DirectoryProvider trpcClient={clients.directory} queryClient={queryClient} keyPrefix="directory">
          <ClinicalProvider trpcClient={clients.clinical} queryClient={queryClient} keyPrefix="clinical">
            <ChatProvider trpcClient={clients.chat} queryClient={queryClient} keyPrefix="chat">
              {children}
            </ChatProvider>
          </ClinicalProvider>
        </DirectoryProvider>
      </ClientsContext>
    </QueryClientProvider>
  )
}
