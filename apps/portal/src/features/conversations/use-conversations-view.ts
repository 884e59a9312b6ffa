'use client'

import { createParser, parseAsString, useQueryStates } from 'nuqs'
import { isUserId } from '@/features/cache/is-user-id'

const parseAsId = createParser({ parse: (text) => (isUserId(text) ? text : null), serialize: (id: string) => id })

/** `c`: the conversation that is read. `q`: the words of the search. */
const parsers = { c: parseAsId, q: parseAsString.withDefault('') }

/** The page as the address says it: reload, Back and a shared link show the same. */
export function useConversationsView() {
  const [view, setView] = useQueryStates(parsers, { history: 'push' })
  return {
    view,
    search: (q: string) => setView({ q: q || null }, { history: 'replace' }),
    open: (c: string | null) => setView({ c }),
  }
}

export const hrefOf = (id: string, q: string) =>
  `/conversations?${new URLSearchParams({ c: id, ...(q && { q }) }).toString()}`
