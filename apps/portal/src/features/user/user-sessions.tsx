'use client'

import { Anchor, Button, Skeleton, Stack, Text } from '@mantine/core'
import { IconLogout } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { ErrorState } from '@/components/error-state'
import { Section } from '@/components/section'
import { fullNameOf } from '@/features/users/user-roles'
import { useMe } from '@/frame/me-provider'
import { useDirectory } from '@/trpc/contexts'
import type { User } from '@/trpc/routers'
import { useEndSessions } from './use-end-sessions'
import classes from './user.module.css'
import { UserSession } from './user-session'

// Nobody tells of sign-ins as they happen.
const refreshMs = 30_000

/** Where somebody is signed in, and the way to end it. */
export function UserSessions({ user }: { user: User }) {
  const t = useTranslations('user.sessions')
  const own = useMe().user.id === user.id
  const [asking, setAsking] = useState(false)
  const query = useQuery(
    useDirectory().users.sessions.queryOptions({ id: user.id }, { refetchInterval: refreshMs, staleTime: 0 }),
  )
  const sessions = query.data?.items ?? []
  return (
    <Section
      title={t('title')}
      hint={
        own
          ? t.rich('own', {
              link: (chunks) => (
                <Anchor component={Link} href="/settings">
                  {chunks}
                </Anchor>
              ),
            })
          : t('hint')
      }
      padding="lg"
      aside={
        !own &&
        sessions.length > 0 && (
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconLogout size={16} aria-hidden />}
            onClick={() => setAsking(true)}
          >
            {t('endAll')}
          </Button>
        )
      }
    >
      {query.isError && !query.data && <ErrorState error={query.error} onRetry={() => query.refetch()} />}
      {query.isPending && (
        <Stack gap="sm">
          <Skeleton height={64} />
          <Skeleton height={64} />
        </Stack>
      )}
      {query.data && sessions.length === 0 && <Text c="dimmed">{t('none')}</Text>}
      <ul className={classes.sessions}>
        {sessions.map((session) => (
          <UserSession key={session.id} userId={user.id} session={session} own={own} />
        ))}
      </ul>
      {asking && <EndAllDialog user={user} count={sessions.length} onClose={() => setAsking(false)} />}
    </Section>
  )
}

function EndAllDialog({ user, count, onClose }: { user: User; count: number; onClose: () => void }) {
  const t = useTranslations('user.sessions')
  const name = fullNameOf(user)
  const end = useEndSessions(onClose)
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t('endAllTitle', { name })}
      confirmLabel={t('endAllConfirm', { name })}
      onConfirm={() => end.mutate({ id: user.id })}
      pending={end.isPending}
      danger
      error={end.error}
    >
      {t('endAllText', { count })}
    </ConfirmDialog>
  )
}
