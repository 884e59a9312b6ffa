'use client'

import { useTranslations } from 'next-intl'
import { forgetNotices } from '@/components/kept-notices'
import { notify } from '@/components/notify'
import { forgetRecent } from '@/features/palette/recent'
import { signOut } from './auth-requests'

/** Ends the session and whatever this browser has kept of the person, and leads to the sign-in page. */
export function useSignOut() {
  const t = useTranslations('frame.person')
  return async () => {
    if (!(await signOut())) return notify({ tone: 'failed', text: t('signOutFailed') })
    forgetNotices()
    forgetRecent()
    window.location.assign('/sign-in')
  }
}
