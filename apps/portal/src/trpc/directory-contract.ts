import type { AppRouter } from '@rollcall/auth-service/router'
import type { TRPCBuiltRouter, TRPCMutationProcedure, TRPCQueryProcedure } from '@trpc/server'

// What auth-service's router does not name yet. Once it does, routers.ts takes AppRouter as it is, and this file goes.
type Query<In, Out> = TRPCQueryProcedure<{ input: In; output: Out; meta: unknown }>
type Mutation<In, Out> = TRPCMutationProcedure<{ input: In; output: Out; meta: unknown }>
type Types = AppRouter['_def']['_config']['$types']
type Procedures = AppRouter['_def']['record']

interface SentLink {
  sentTo: string | null
  link: string | null
  expiresAt: string
}
interface Lag {
  /** Null where a subscriber need not keep everyone. */
  behind: number | null
  parked: number
}
interface ListedOrganisation {
  id: string
  name: string
  timeZone: string
  createdAt: string
  isPlatform: boolean
  people: number
  active: number
  administrators: number
  outbox: number
  held: number
  subscribers: { clinical: Lag | null; chat: Lag | null }
}

type Contract = Procedures & {
  platform: {
    organisations: Query<Record<string, never> | undefined, { items: ListedOrganisation[] }>
    createOrganisation: Mutation<
      { name: string; timeZone: string; administrator: { email: string; firstName: string; lastName: string } },
      { organisation: { id: string; name: string }; invitation: SentLink }
    >
  }
}

export type DirectoryRouter = TRPCBuiltRouter<Types, Contract>
