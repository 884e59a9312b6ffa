import type { AppRouter as DirectoryRouter } from '@rollcall/auth-service/router'
import type { AppRouter as ChatRouter } from '@rollcall/chat-service/router'
import type { AppRouter as ClinicalRouter } from '@rollcall/user-service/router'
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server'

// Types only: no code of a service comes into the console's build.
export type { ChatRouter, ClinicalRouter, DirectoryRouter }

export type DirectoryIn = inferRouterInputs<DirectoryRouter>
export type DirectoryOut = inferRouterOutputs<DirectoryRouter>
export type ClinicalOut = inferRouterOutputs<ClinicalRouter>
export type ChatOut = inferRouterOutputs<ChatRouter>

export type Me = DirectoryOut['me']['get']
export type User = DirectoryOut['users']['byId']
export type UserRole = User['role']
export type HistoryEntry = DirectoryOut['users']['history']['items'][number]
export type Overview = DirectoryOut['sync']['overview']
export type SubscriberStatus = ClinicalOut['sync']['status']
export type SubscriberVersion =
  | ClinicalOut['sync']['versions']['items'][number]
  | ChatOut['sync']['versions']['items'][number]
