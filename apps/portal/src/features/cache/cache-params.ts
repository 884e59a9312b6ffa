'use client'

import { createParser, parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { rangeNames } from './figures/ranges'
import { isUserId } from './is-user-id'

export const tabNames = ['figures', 'profiles', 'prewarm'] as const
export type TabName = (typeof tabNames)[number]

export const missSpans = ['hour', 'day', 'week'] as const

const parsers = {
  tab: parseAsStringLiteral(tabNames).withDefault('figures'),
  /** Of the charts. */
  range: parseAsStringLiteral(rangeNames).withDefault('hour'),
  /** How far back the misses are counted. */
  missed: parseAsStringLiteral(missSpans).withDefault('day'),
  /** Who is looked up: whatever the address says, so that a wrong id is answered as one. */
  user: parseAsString,
  /** The prewarm run that is read. */
  run: createParser({ parse: (text) => (isUserId(text) ? text : null), serialize: (text: string) => text }),
  /** The cursor of the page of its failures; opaque, the service's. */
  after: parseAsString,
  page: parseAsInteger.withDefault(1),
}

const nothing = { range: null, missed: null, user: null, run: null, after: null, page: null }

/** The Cache pages as the address says them: reload, Back and a shared link show the same. */
export function useCacheParams() {
  const [params, setParams] = useQueryStates(parsers, { history: 'push' })
  /** What one tab was asked for means nothing on another. */
  const openTab = (tab: TabName) => setParams({ ...nothing, tab })
  return { params, setParams, openTab }
}

/** Where a person is looked up. */
export const lookUpHref = (userId: string) => `/cache?tab=profiles&user=${userId}`
