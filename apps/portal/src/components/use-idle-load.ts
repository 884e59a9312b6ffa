import { useEffect } from 'react'

// Long enough for a page to be there, and shorter than most people take to their first click.
const quietMs = 1500

/**
 * Brings code that a page needs only once something is opened, when the page is at rest, so that the first use finds it.
 * `load` is to stay the same function.
 */
export function useIdleLoad(load: () => Promise<unknown>): void {
  useEffect(() => {
    // Whoever opens it then asks for it again, and is told.
    const timer = setTimeout(() => load().catch(() => undefined), quietMs)
    return () => clearTimeout(timer)
  }, [load])
}
