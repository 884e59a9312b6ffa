'use client'

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { eventTypeKeys } from '@/components/event-type'
import type { HistoryEntry } from '@/trpc/routers'

export const tabNames = ['history', 'sessions', 'appointments', 'cache'] as const
export type TabName = (typeof tabNames)[number]

type EventType = HistoryEntry['eventType']
const isEventType = (text: string): text is EventType => Object.hasOwn(eventTypeKeys, text)
export const eventTypes: EventType[] = Object.keys(eventTypeKeys).filter(isEventType)

const parsers = {
  tab: parseAsStringLiteral(tabNames).withDefault('history'),
  /** What happened, and the id of who did it. */
  kind: parseAsStringLiteral(eventTypes),
  by: parseAsString,
  /** The change whose trip is shown. */
  event: parseAsString,
}

/** A user's page as the address says it: reload, Back and a shared link show the same. */
export function useUserView() {
  const [view, setView] = useQueryStates(parsers, { history: 'push' })
  return {
    view,
    openTab: (tab: TabName) => setView({ tab, kind: null, by: null, event: null }),
    filter: (change: Partial<Pick<typeof view, 'kind' | 'by'>>) => setView({ ...change, event: null }),
    follow: (event: string | null) => setView({ event }),
  }
}

/** The address of one change of a person. */
export const eventHref = (userId: string, eventId: string) => `/users/${userId}?event=${eventId}`
