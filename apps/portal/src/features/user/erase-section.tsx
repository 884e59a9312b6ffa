'use client'

import { Button, Group } from '@mantine/core'
import { IconUserX } from '@tabler/icons-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Section } from '@/components/section'
import { isErased } from '@/features/users/is-erased'
import { useMay } from '@/frame/me-provider'
import type { User } from '@/trpc/routers'

const EraseDialog = dynamic(() => import('./erase-dialog').then((module) => module.EraseDialog), { ssr: false })

/** The way to erase a person who is deleted. */
export function EraseSection({ user }: { user: User }) {
  const t = useTranslations('user.erase')
  const mayErase = useMay('users.erase')
  const [asking, setAsking] = useState(false)
  if (!mayErase || !user.deletedAt || isErased(user)) return null
  return (
    <Section title={t('open')} hint={t('hint')} padding="lg">
      <Group>
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
    </Section>
  )
}
