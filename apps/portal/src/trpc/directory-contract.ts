import type { AppRouter } from '@rollcall/auth-service/router'
import type { TRPCBuiltRouter, TRPCMutationProcedure, TRPCQueryProcedure } from '@trpc/server'

// What auth-service's router does not name yet. Once it does, routers.ts takes AppRouter as it is, and this file goes.
type Query<In, Out> = TRPCQueryProcedure<{ input: In; output: Out; meta: unknown }>
type Mutation<In, Out> = TRPCMutationProcedure<{ input: In; output: Out; meta: unknown }>
type Types = AppRouter['_def']['_config']['$types']
type Procedures = AppRouter['_def']['record']
type MeNow = Procedures['me']['get']['_def']['$types']['output']

interface Organisation {
  id: string
  name: string
  timeZone: string
  requireTwoFactor: boolean
  isPlatform: boolean
}
interface Session {
  id: string
  createdAt: string
  lastSeenAt: string
  expiresAt: string
  ipAddress: string | null
  userAgent: string | null
  current: boolean
}
interface SentLink {
  sentTo: string | null
  link: string | null
  expiresAt: string
}
interface Lag {
  behind: number
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

type Contract = Omit<Procedures, 'me' | 'users'> & {
  me: {
    get: Query<
      Record<string, never> | undefined,
      Omit<MeNow, 'organisation'> & {
        organisation: Organisation
        twoFactor: { enabled: boolean; required: boolean }
      }
    >
    sessions: Query<Record<string, never> | undefined, { items: Session[] }>
    endSession: Mutation<{ id: string }, unknown>
    endSessions: Mutation<Record<string, never>, unknown>
  }
  users: Procedures['users'] & {
    sendLink: Mutation<{ id: string }, SentLink & { purpose: 'invitation' | 'reset' }>
  }
  organisation: {
    update: Mutation<
      { name?: string | undefined; timeZone?: string | undefined; requireTwoFactor?: boolean | undefined },
      unknown
    >
  }
  platform: {
    organisations: Query<Record<string, never> | undefined, { items: ListedOrganisation[] }>
    createOrganisation: Mutation<
      { name: string; timeZone: string; administrator: { email: string; firstName: string; lastName: string } },
      { organisation: { id: string; name: string }; invitation: SentLink }
    >
  }
}

export type DirectoryRouter = TRPCBuiltRouter<Types, Contract>
