'use client'

import { Button, Group, Paper, Text } from '@mantine/core'
import { IconMailForward } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { parseAsBoolean, useQueryState } from 'nuqs'
import { useState } from 'react'
import { UserDialog } from '@/features/users/user-dialog'
import type { User } from '@/trpc/routers'

/** The address carries it after someone was created, so that it outlasts the toast and a reload. */
export const justCreated = 'created=true'

/** The step after creating someone: they have no password yet, and a link lets them choose one. */
export function InviteNotice({ user }: { user: User }) {
  const t = useTranslations('users.invite')
  const [created, setCreated] = useQueryState('created', parseAsBoolean)
  const [opened, setOpened] = useState(false)
  const [sent, setSent] = useState(false)
  const close = () => {
    setOpened(false)
    if (sent) void setCreated(null)
  }
  if (!created) return null
  return (
    <Paper p="md" mb="lg" component="section" aria-label={t('title')}>
      <Group justify="space-between" gap="sm">
        <Text>{t('text', { name: user.firstName })}</Text>
        <Group gap="xs">
          <Button variant="subtle" onClick={() => setCreated(null)}>
            {t('later')}
          </Button>
          <Button leftSection={<IconMailForward size={18} aria-hidden />} onClick={() => setOpened(true)}>
            {t('title')}
          </Button>
        </Group>
      </Group>
      {opened && <UserDialog user={user} deed="link" onClose={close} onSent={() => setSent(true)} />}
    </Paper>
  )
}
