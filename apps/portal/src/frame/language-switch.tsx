'use client'

import { Button, Menu } from '@mantine/core'
import { IconLanguage } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { locales } from '@/i18n/locale'
import { languages, useLanguage } from './use-language'

export function LanguageSwitch() {
  const t = useTranslations('frame')
  const { locale, setLocale } = useLanguage()
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-md"
          leftSection={<IconLanguage size={18} aria-hidden />}
          aria-label={`${t('language')}: ${languages[locale]}`}
        >
          {locale.toUpperCase()}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {locales.map((option) => (
          <Menu.Item key={option} lang={option} onClick={() => setLocale(option)} fw={option === locale ? 600 : 400}>
            {languages[option]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
