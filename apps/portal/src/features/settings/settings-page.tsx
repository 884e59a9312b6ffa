'use client'

import { Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useTranslations } from 'next-intl'
import { PageHeader } from '@/components/page-header'
import { UserAvatar } from '@/components/user-avatar'
import { ChangePasswordForm } from '@/features/sign-in/change-password-form'
import { useMe } from '@/frame/me-provider'
import { AppearanceSettings } from './appearance-settings'

/** What a person may set for themselves. */
export function SettingsPage() {
  const t = useTranslations('settings')
  const change = useTranslations('signIn.change')
  return (
    <>
      <PageHeader title={t('title')} />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg" maw={960}>
        <Stack gap="lg">
          <Profile />
          <Paper p="lg" component="section">
            <Title order={2} mb="md">
              {t('appearance')}
            </Title>
            <AppearanceSettings />
          </Paper>
        </Stack>
        <Paper p="lg" component="section">
          <Title order={2} mb="md">
            {t('password')}
          </Title>
          <ChangePasswordForm onChanged={() => notifications.show({ color: 'teal', message: change('done') })} />
        </Paper>
      </SimpleGrid>
    </>
  )
}

function Profile() {
  const t = useTranslations('settings')
  const roles = useTranslations('common.roles')
  const { user, organisation } = useMe()
  const name = `${user.firstName} ${user.lastName}`
  return (
    <Paper p="lg" component="section">
      <Title order={2} mb="md">
        {t('profile')}
      </Title>
      <Group wrap="nowrap">
        <UserAvatar name={name} src={user.avatar} size={48} />
        <div style={{ minWidth: 0 }}>
          <Text fw={600}>
            <bdi>{name}</bdi>
          </Text>
          <Text c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {user.email}
          </Text>
          <Text c="dimmed">{t('roleAt', { role: roles(user.role), organisation: organisation.name })}</Text>
        </div>
      </Group>
      <Text c="dimmed" size="sm" mt="md">
        {t('profileNote')}
      </Text>
    </Paper>
  )
}
