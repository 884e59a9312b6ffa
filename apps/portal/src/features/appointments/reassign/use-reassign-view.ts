'use client'

import { parseAsInteger, parseAsString, useQueryStates } from 'nuqs'
import { parseAsId } from '../use-appointments-view'

const parsers = {
  /** Whose appointments are looked at. */
  clinician: parseAsId,
  /** Which run's report is open. */
  run: parseAsId,
  after: parseAsString,
  page: parseAsInteger.withDefault(1),
}

export function useReassignView() {
  const [view, setView] = useQueryStates(parsers, { history: 'push' })
  return {
    view,
    showRun: (run: string | null) => setView({ run }),
    goTo: (after: string | null, page: number) => setView({ after, page: page === 1 ? null : page }),
  }
}
