'use client'

import { Menu, Text, UnstyledButton } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconLogout, IconSettings } from '@tabler/icons-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { UserAvatar } from '@/components/user-avatar'
import { signOut } from '@/features/sign-in/auth-requests'
import { useMe } from './me-provider'

export function PersonMenu() {
  const t = useTranslations('frame.person')
  const roles = useTranslations('common.roles')
  const { user } = useMe()
  const name = `${user.firstName} ${user.lastName}`
  const leave = async () => {
    if (await signOut()) window.location.assign('/sign-in')
    else notifications.show({ color: 'red', message: t('signOutFailed') })
  }
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
        <Menu.Item leftSection={<IconLogout size={18} aria-hidden />} onClick={leave}>
          {t('signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
