'use client'

import { useEffect, useState } from 'react'

/**
 * The one-time token of a link. It stands in the address's fragment, which no server sees, and leaves the address bar
 * and the browser's history at once. Undefined until read; null when the link has none.
 */
export function useFragmentToken(): string | null | undefined {
  const [token, setToken] = useState<string | null>()
  useEffect(() => {
    const take = () => {
      const found = window.location.hash.slice(1)
      setToken((before) => found || (before ?? null))
      if (!found) return
      // A microtask later the router has taken over the history, and forgets the fragment as well.
      const clear = () => window.history.replaceState(null, '', window.location.pathname + window.location.search)
      clear()
      queueMicrotask(clear)
    }
    take()
    window.addEventListener('hashchange', take)
    return () => window.removeEventListener('hashchange', take)
  }, [])
  return token
}
