'use client'

import { NativeSelect, Stack, useMantineColorScheme } from '@mantine/core'
import { useMounted } from '@mantine/hooks'
import { useTranslations } from 'next-intl'
import { colorSchemes } from '@/frame/theme-switch'
import { languages, useLanguage } from '@/frame/use-language'
import { isLocale, locales } from '@/i18n/locale'

export function AppearanceSettings() {
  const t = useTranslations('frame')
  const { locale, setLocale } = useLanguage()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  // The server can't know the theme: it is kept in the browser.
  const mounted = useMounted()
  return (
    <Stack gap="md">
      <NativeSelect
        label={t('language')}
        value={locale}
        data={locales.map((value) => ({ value, label: languages[value] }))}
        onChange={({ currentTarget: { value } }) => {
          if (isLocale(value)) setLocale(value)
        }}
      />
      <NativeSelect
        label={t('theme.label')}
        value={mounted ? colorScheme : 'auto'}
        data={colorSchemes.map(({ value }) => ({ value, label: t(`theme.${value}`) }))}
        onChange={({ currentTarget }) => {
          const chosen = colorSchemes.find(({ value }) => value === currentTarget.value)
          if (chosen) setColorScheme(chosen.value)
        }}
      />
    </Stack>
  )
}
