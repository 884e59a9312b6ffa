'use client'

import { useRouter } from 'next/navigation'
import { askGuards } from './leave-guards'

/** Goes to another page as a link would: whatever is unsaved is asked about first. */
export function useGo(): (href: string) => void {
  const router = useRouter()
  return (href) => {
    const isElsewhere = new URL(href, window.location.href).pathname !== window.location.pathname
    if (!isElsewhere || !askGuards(href)) router.push(href)
  }
}
