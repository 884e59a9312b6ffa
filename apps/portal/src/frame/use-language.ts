'use client'

import { useRouter } from 'next/navigation'
import { useLocale } from 'next-intl'
import { type Locale, languageOf, localeCookie } from '@/i18n/locale'
import { setChoiceCookie } from './set-cookie'

/** Each language in its own words. */
export const languages: Record<Locale, string> = { en: 'English', fr: 'Français' }

export function useLanguage() {
  const router = useRouter()
  const locale = languageOf(useLocale())
  const setLocale = (next: Locale) => {
    setChoiceCookie(localeCookie, next)
    router.refresh()
  }
  return { locale, setLocale }
}
