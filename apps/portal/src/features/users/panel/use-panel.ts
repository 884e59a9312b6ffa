'use client'

import { parseAsBoolean, parseAsString, useQueryStates } from 'nuqs'
import { useMemo } from 'react'

const parsers = {
  user: parseAsString,
  edit: parseAsString,
  new: parseAsBoolean.withDefault(false),
  /** The version that was just saved, whose trip the panel follows. */
  saved: parseAsString,
  /** Read by the invitation's notice. */
  created: parseAsBoolean.withDefault(false),
  /** A bulk run. */
  run: parseAsString,
}
const closed = { user: null, edit: null, new: null, saved: null, created: null, run: null }

export type PanelForm = { kind: 'new' } | { kind: 'edit'; id: string }

/**
 * What stands open beside the list, as the address says it: Back closes it, a reload opens it again. The same object
 * while it stays so.
 */
export function usePanel() {
  const [view, setView] = useQueryStates(parsers, { history: 'push' })
  return useMemo(() => {
    const form: PanelForm | null = view.edit ? { kind: 'edit', id: view.edit } : view.new ? { kind: 'new' } : null
    return {
      userId: view.user,
      savedVersion: view.saved === null ? null : Number(view.saved),
      runId: view.run,
      form,
      openUser: (id: string) => setView({ ...closed, user: id }),
      /** The next person in the same panel, without a step in the history for each. */
      followUser: (id: string) => setView({ ...closed, user: id }, { history: 'replace' }),
      // The form stands before the panel it was opened from, and gives it back.
      openForm: (next: PanelForm) =>
        setView(({ user }) => ({ ...closed, user, ...(next.kind === 'new' ? { new: true } : { edit: next.id }) })),
      closeForm: () => setView({ edit: null, new: null }),
      openSaved: (id: string, version: number, created: boolean) =>
        setView({ ...closed, user: id, saved: `${version}`, created: created || null }, { history: 'replace' }),
      openRun: (id: string) => setView({ ...closed, run: id }),
      close: () => setView(closed),
    }
  }, [view, setView])
}
export type Panel = ReturnType<typeof usePanel>
