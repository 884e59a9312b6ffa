import { createTRPCContext } from '@trpc/tanstack-react-query'
import type { ChatRouter, ClinicalRouter, DirectoryRouter } from './routers'

// Two services have a `users.list` each: the prefix keeps their cached answers apart.
export type Prefixed = { keyPrefix: true }

export const { TRPCProvider: DirectoryProvider, useTRPC: useDirectory } = createTRPCContext<DirectoryRouter, Prefixed>()
export const { TRPCProvider: ClinicalProvider, useTRPC: useClinical } = createTRPCContext<ClinicalRouter, Prefixed>()
export const { TRPCProvider: ChatProvider, useTRPC: useChat } = createTRPCContext<ChatRouter, Prefixed>()
