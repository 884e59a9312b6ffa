'use client'

import { useTranslations } from 'next-intl'
import type { AuthRefusal } from './auth-requests'
import { waitMinutes } from './wait-minutes'

/** What can go wrong with any request for an account, in words; `other` is for all that the form did not expect. */
export function useRefusalWords() {
  const t = useTranslations('signIn.refusals')
  return ({ code, waitSeconds }: AuthRefusal, other: string): string => {
    if (code === 'TOO_MANY') return t('tooMany', { minutes: waitMinutes(waitSeconds) })
    if (code === 'ACCOUNT_TEMPORARILY_LOCKED') return t('locked')
    if (code === 'UNAVAILABLE') return t('unavailable')
    return code === 'UNREACHABLE' ? t('unreachable') : other
  }
}
