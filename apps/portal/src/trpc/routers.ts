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
export type Session = DirectoryOut['me']['sessions']['items'][number]
/** A one-time link that was mailed, or is shown once. */
export type SentLink = Omit<DirectoryOut['users']['sendLink'], 'purpose'>
/** An organisation as the platform's administrators see it. */
export type ListedOrganisation = DirectoryOut['platform']['organisations']['items'][number]
export type HistoryEntry = DirectoryOut['users']['history']['items'][number]
export type Overview = DirectoryOut['sync']['overview']
export type SubscriberStatus = ClinicalOut['sync']['status']
/** What the live streams tell. */
export type DirectoryNews = TellsOf<DirectoryOut['sync']['watch']>
export type SubscriberNews = TellsOf<ClinicalOut['sync']['watch']>
export type ReconcileRun = Extract<SubscriberNews, { kind: 'reconcile' }>['run']
type TellsOf<Stream> = Stream extends AsyncIterable<infer News> ? News : never
/** Where one user's newest version is, for each subscriber. */
export type MatrixItem = DirectoryOut['sync']['matrix']['items'][number]
export type Standing = MatrixItem['subscribers'][number]
/** One event's way: when it was written, handed over, and what each subscriber did with it. */
export type Trip = DirectoryOut['sync']['timeline']
export type TripSubscriber = Trip['subscribers'][number]
/** Why somebody is not in the appointment form's list. */
export type Explanation = ClinicalOut['clinicians']['explain']['items'][number]
/** What was done to many people at once, and how far it is. */
export type BulkRun = DirectoryOut['users']['bulk']['run']
export type BulkDeed = BulkRun['deed']
