'use client'

import { createParser, parseAsBoolean, parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { isDay } from '../appointments/zoned-time'

export const tabNames = ['road', 'queues', 'parked', 'reconcile', 'replay', 'held'] as const
export type TabName = (typeof tabNames)[number]

export const rangeNames = ['hour', 'sixHours', 'day'] as const
export const letterStates = ['parked', 'retrying'] as const
export const letterServices = ['clinical', 'chat', 'outbox'] as const
export const letterAges = ['all', 'hour', 'day', 'week'] as const
export const scopeKinds = ['user', 'event', 'range', 'start'] as const

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/
const matching = (fits: (text: string) => boolean) =>
  createParser({ parse: (text) => (fits(text) ? text : null), serialize: (text: string) => text })
const parseAsId = matching((text) => uuid.test(text))

const parsers = {
  tab: parseAsStringLiteral(tabNames).withDefault('road'),
  /** Of the charts. */
  range: parseAsStringLiteral(rangeNames).withDefault('hour'),
  service: parseAsStringLiteral(letterServices),
  /** A person's id: of the parked events, or of a replay. */
  user: parseAsId,
  q: parseAsString.withDefault(''),
  state: parseAsStringLiteral(letterStates),
  /** How long ago something failed; days of the viewer's calendar, both included, count before it. */
  when: parseAsStringLiteral(letterAges).withDefault('all'),
  from: matching(isDay),
  to: matching(isDay),
  /** The cursor of the page; opaque, the service's. */
  after: parseAsString,
  page: parseAsInteger.withDefault(1),
  /** A run of reconcile that is read. */
  run: parseAsId,
  /** Runs that found nothing are listed as well. */
  quiet: parseAsBoolean.withDefault(false),
  scope: parseAsStringLiteral(scopeKinds).withDefault('user'),
  event: parseAsString.withDefault(''),
  /** Between which moments of the viewer's clock a replay takes events: 2027-03-01T09:30. */
  since: matching((text) => moment.test(text)),
  until: matching((text) => moment.test(text)),
}

const nothing = {
  ...{ range: null, service: null, user: null, q: null, state: null, when: null, from: null, to: null },
  ...{ after: null, page: null, run: null, quiet: null, scope: null, event: null, since: null, until: null },
}

/** The Sync pages as the address says them: reload, Back and a shared link show the same. */
export function useSyncParams() {
  const [params, setParams] = useQueryStates(parsers, { history: 'push' })
  /** What one tab was asked for means nothing on another. */
  const openTab = (tab: TabName) => setParams({ ...nothing, tab })
  return { params, setParams, openTab }
}
export type SyncParams = ReturnType<typeof useSyncParams>['params']
export type SetSyncParams = ReturnType<typeof useSyncParams>['setParams']
