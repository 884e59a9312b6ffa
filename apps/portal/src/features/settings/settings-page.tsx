'use client'

import { Group, SimpleGrid, Stack, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { notify } from '@/components/notify'
import { PageHeader } from '@/components/page-header'
import { Section } from '@/components/section'
import { UserAvatar } from '@/components/user-avatar'
import { ChangePasswordForm } from '@/features/sign-in/change-password-form'
import { useMay, useMe } from '@/frame/me-provider'
import { AppearanceSettings } from './appearance-settings'
import { OrganisationSettings } from './organisation-settings'
import { SecondFactorSettings } from './second-factor-settings'
import { SessionsSettings } from './sessions-settings'

/** What a person may set for themselves, and an administrator for the organisation. */
export function SettingsPage() {
  const t = useTranslations('settings')
  const change = useTranslations('signIn.change')
  const mayManage = useMay('organisation.manage')
  return (
    <>
      <PageHeader title={t('title')} />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg" maw={1080} verticalSpacing="lg">
        <Stack gap="lg">
          <Profile />
          <Section padding="lg" title={t('appearance')}>
            <AppearanceSettings />
          </Section>
          {mayManage && <OrganisationSettings />}
        </Stack>
        <Stack gap="lg">
          <Section padding="lg" title={t('password')}>
            <ChangePasswordForm onChanged={() => notify({ text: change('done') })} />
          </Section>
          <SecondFactorSettings />
          <SessionsSettings />
        </Stack>
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
    <Section padding="lg" title={t('profile')}>
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
    </Section>
  )
}
