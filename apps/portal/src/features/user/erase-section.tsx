'use client'

import { Button, Group, Paper, Text, Title } from '@mantine/core'
import { IconUserX } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Notice } from '@/components/notice'
import { TimeAgo } from '@/components/time-ago'
import { isErased } from '@/features/users/is-erased'
import { useMay } from '@/frame/me-provider'
import type { User } from '@/trpc/routers'
import { EraseDialog } from './erase-dialog'

/** Of a deleted person: the way to erase them, or that they are erased. */
export function EraseSection({ user }: { user: User }) {
  const t = useTranslations('user.erase')
  const mayErase = useMay('users.erase')
  const [asking, setAsking] = useState(false)
  if (!user.deletedAt) return null
  if (isErased(user)) {
    return (
      <Notice tone="grey" icon={IconUserX} advice={t('erasedAdvice')}>
        {/* Nothing is written to an erased person after it. */}
        {t.rich('erased', { ago: () => <TimeAgo at={user.updatedAt} /> })}
      </Notice>
    )
  }
  if (!mayErase) return null
  return (
    <Paper p="lg" component="section" aria-labelledby="erase-title">
      <Title order={2} id="erase-title" mb={4}>
        {t('open')}
      </Title>
      <Text c="dimmed">{t('hint')}</Text>
      <Group mt="md">
        <Button
          variant="outline"
          color="red"
          leftSection={<IconUserX size={18} aria-hidden />}
          onClick={() => setAsking(true)}
        >
          {t('open')}
        </Button>
      </Group>
      {asking && <EraseDialog user={user} onClose={() => setAsking(false)} />}
    </Paper>
  )
}
