'use client'

import { useMantineColorScheme } from '@mantine/core'
import { IconKeyboard, IconLanguage, IconLogout, IconPassword, IconShieldLock } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { colorSchemes } from '@/frame/theme-switch'
import { languages, useLanguage } from '@/frame/use-language'
import { locales } from '@/i18n/locale'
import { useSignOut } from '../sign-in/use-sign-out'
import type { PaletteDeeds } from './palette-entry'
import type { PaletteAction } from './use-action-entries'

/** What people set for themselves. */
export function useViewerActions({ ask, go }: PaletteDeeds): PaletteAction[] {
  const t = useTranslations('palette')
  const theme = useTranslations('frame.theme')
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const { locale, setLocale } = useLanguage()
  const signOut = useSignOut()
  const say = (key: 'password' | 'secondFactor' | 'keys' | 'signOut') => ({
    id: `action ${key}`,
    label: t(`actions.${key}`),
    words: t(`words.${key}`),
  })
  return [
    ...colorSchemes
      .filter(({ value }) => value !== colorScheme)
      .map(({ value, icon }) => ({
        id: `action theme ${value}`,
        label: t('actions.theme', { theme: theme(value) }),
        words: t('words.theme'),
        icon,
        run: () => setColorScheme(value),
      })),
    ...locales
      .filter((option) => option !== locale)
      .map((option) => ({
        id: `action language ${option}`,
        label: t('actions.language', { language: languages[option] }),
        words: t('words.language'),
        icon: IconLanguage,
        run: () => setLocale(option),
      })),
    { ...say('password'), icon: IconPassword, run: () => go('/settings') },
    { ...say('secondFactor'), icon: IconShieldLock, run: () => go('/settings') },
    { ...say('keys'), icon: IconKeyboard, keys: '?', run: () => ask({ kind: 'keys' }) },
    { ...say('signOut'), icon: IconLogout, run: () => void signOut() },
  ]
}
