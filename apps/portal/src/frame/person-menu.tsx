'use client'

import { Menu, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import { IconLanguage, IconLogout, IconSettings } from '@tabler/icons-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { UserAvatar } from '@/components/user-avatar'
import { useSignOut } from '@/features/sign-in/use-sign-out'
import { locales } from '@/i18n/locale'
import classes from './frame.module.css'
import { useMe } from './me-provider'
import { colorSchemes } from './theme-switch'
import { languages, useLanguage } from './use-language'

export function PersonMenu() {
  const t = useTranslations('frame.person')
  const roles = useTranslations('common.roles')
  const { user } = useMe()
  const name = `${user.firstName} ${user.lastName}`
  const signOut = useSignOut()
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <UnstyledButton aria-label={t('menu', { name })} style={{ borderRadius: 999 }}>
          <UserAvatar name={name} src={user.avatar} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Text component="span" display="block" fw={600} c="var(--mantine-color-text)" truncate>
            <bdi>{name}</bdi>
          </Text>
          <Text component="span" display="block" fz={13} c="dimmed">
            {roles(user.role)}
          </Text>
        </Menu.Label>
        <Menu.Divider />
        <Menu.Item component={Link} href="/settings" leftSection={<IconSettings size={18} aria-hidden />}>
          {t('settings')}
        </Menu.Item>
        <Appearance />
        <Menu.Item leftSection={<IconLogout size={18} aria-hidden />} onClick={() => void signOut()}>
          {t('signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

/** Language and theme, where the top bar has no room for them. */
function Appearance() {
  const t = useTranslations('frame')
  const { locale, setLocale } = useLanguage()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <div className={classes.narrowOnly}>
      <Menu.Divider />
      {locales
        .filter((option) => option !== locale)
        .map((option) => (
          <Menu.Item
            key={option}
            lang={option}
            leftSection={<IconLanguage size={18} aria-hidden />}
            onClick={() => setLocale(option)}
          >
            {languages[option]}
          </Menu.Item>
        ))}
      {colorSchemes
        .filter(({ value }) => value !== colorScheme)
        .map(({ value, icon: Icon }) => (
          <Menu.Item key={value} leftSection={<Icon size={18} aria-hidden />} onClick={() => setColorScheme(value)}>
            {t('theme.choose', { theme: t(`theme.${value}`) })}
          </Menu.Item>
        ))}
      <Menu.Divider />
    </div>
  )
}
