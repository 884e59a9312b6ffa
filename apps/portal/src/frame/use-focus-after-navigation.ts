'use client'

import { usePathname } from 'next/navigation'
import { useEffect, useRef } from 'react'

/**
 * After a link was followed within the console, keyboards and screen readers go on at the new page's start, as they
 * would after loading it; a field that takes the focus by itself keeps it.
 */
export function useFocusAfterNavigation() {
  const mainRef = useRef<HTMLElement>(null)
  const pathname = usePathname()
  const shown = useRef(pathname)
  useEffect(() => {
    if (shown.current === pathname) return
    shown.current = pathname
    const main = mainRef.current
    const { activeElement } = document
    const isTaken = activeElement instanceof HTMLElement && activeElement.matches('input, textarea, select')
    if (!main || (isTaken && main.contains(activeElement))) return
    main.focus({ preventScroll: true })
  }, [pathname])
  return mainRef
}
