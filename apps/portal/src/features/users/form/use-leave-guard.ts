'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'
import { addLeaveGuard } from '@/components/leave-guards'

/** Where somebody wanted to go while something was unsaved. */
type Leaving = { href: string } | 'back'

function linkOf(event: MouseEvent): string | null {
  const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey
  if (!isPlain || !(event.target instanceof Element)) return null
  const link = event.target.closest('a[href]')
  if (!(link instanceof HTMLAnchorElement) || link.target || link.origin !== window.location.origin) return null
  return link.pathname === window.location.pathname ? null : link.pathname + link.search
}

/**
 * While `dirty`, leaving the page is asked about first: by a link, by `useGo`, by closing the tab, and by Back where the browser
 * lets it be stopped. `leaving` is where to; `go` goes there and `stay` stays.
 */
export function useLeaveGuard(dirty: boolean) {
  const router = useRouter()
  const [leaving, setLeaving] = useState<Leaving | null>(null)
  useEffect(() => {
    if (!dirty || leaving) return
    const controller = new AbortController()
    const { signal } = controller
    window.addEventListener('beforeunload', (event) => event.preventDefault(), { signal })
    const onClick = (event: MouseEvent) => {
      const href = linkOf(event)
      if (href === null) return
      event.preventDefault()
      // One question, also where two forms are open.
      event.stopImmediatePropagation()
      setLeaving({ href })
    }
    document.addEventListener('click', onClick, { signal, capture: true })
    const navigation: EventTarget | undefined = 'navigation' in window ? Reflect.get(window, 'navigation') : undefined
    const onNavigate = (event: Event) => {
      if (!event.cancelable || event.defaultPrevented || Reflect.get(event, 'navigationType') !== 'traverse') return
      const destination: unknown = Reflect.get(Reflect.get(event, 'destination'), 'url')
      if (typeof destination !== 'string' || new URL(destination).pathname === window.location.pathname) return
      event.preventDefault()
      setLeaving('back')
    }
    navigation?.addEventListener('navigate', onNavigate, { signal })
    const removeGuard = addLeaveGuard((href) => setLeaving({ href }))
    return () => {
      controller.abort()
      removeGuard()
    }
  }, [dirty, leaving])
  const go = () => {
    if (leaving === 'back') window.history.back()
    else if (leaving) router.push(leaving.href)
  }
  return { leaving, go, stay: () => setLeaving(null) }
}
