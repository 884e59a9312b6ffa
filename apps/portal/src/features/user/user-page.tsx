'use client'

import { Anchor, Button, Grid, Group, Paper, Skeleton, Stack } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ErrorState } from '@/components/error-state'
import { PageHeader } from '@/components/page-header'
import { Section } from '@/components/section'
import { UserAvatar } from '@/components/user-avatar'
import { EditUserDrawer } from '@/features/users/edit-user-drawer'
import { isErased } from '@/features/users/is-erased'
import { UserActions } from '@/features/users/user-actions'
import { fullNameOf } from '@/features/users/user-roles'
import { useMay } from '@/frame/me-provider'
import { useDirectory } from '@/trpc/contexts'
import type { User } from '@/trpc/routers'
import { EraseSection } from './erase-section'
import { ErasedNotice } from './erased-notice'
import { InviteNotice } from './invite-notice'
import { UserFacts } from './user-facts'
import { UserHistory } from './user-history'
import { UserRoad } from './user-road'

/** One person: who, where they have arrived, and what happened. */
export function UserPage({ id }: { id: string }) {
  const t = useTranslations('users')
  const directory = useDirectory()
  const query = useQuery(directory.users.byId.queryOptions({ id }))
  const back = (
    <Anchor component={Link} href="/users" size="sm">
      {t('title')}
    </Anchor>
  )
  if (query.data) return <LoadedUser user={query.data} back={back} />
  return (
    <>
      <PageHeader back={back} title={<Skeleton height={28} width={280} />} />
      {query.isError ? (
        <ErrorState error={query.error} onRetry={() => query.refetch()} />
      ) : (
        <Grid gap="lg">
          <Grid.Col span={{ base: 12, md: 5 }}>
            <Skeleton height={420} />
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 7 }}>
            <Skeleton height={200} />
          </Grid.Col>
        </Grid>
      )}
    </>
  )
}

function LoadedUser({ user, back }: { user: User; back: React.ReactNode }) {
  const t = useTranslations('user')
  const common = useTranslations('common.actions')
  const mayWrite = useMay('users.write')
  const maySync = useMay('sync.read')
  const [editing, setEditing] = useState(false)
  const erased = isErased(user)
  const name = erased ? t('erase.nobody') : fullNameOf(user)
  return (
    <>
      <PageHeader
        back={back}
        title={
          <Group gap="sm" wrap="nowrap" component="span">
            <UserAvatar name={name} src={user.avatar} size={40} />
            <bdi style={{ overflowWrap: 'anywhere' }}>{name}</bdi>
          </Group>
        }
        actions={
          mayWrite &&
          !erased && (
            <>
              {!user.deletedAt && (
                <Button
                  variant="default"
                  leftSection={<IconPencil size={18} aria-hidden />}
                  onClick={() => setEditing(true)}
                >
                  {common('edit')}
                </Button>
              )}
              <UserActions user={user} />
            </>
          )
        }
      />
      {mayWrite && <InviteNotice user={user} />}
      {editing && <EditUserDrawer user={user} onClose={() => setEditing(false)} />}
      {erased && <ErasedNotice user={user} />}
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack gap="lg">
            <Section title={t('facts')} padding="lg">
              <UserFacts user={user} />
            </Section>
            <EraseSection user={user} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack gap="lg">
            {maySync && (
              <Paper p="lg" component="section">
                <UserRoad user={user} />
              </Paper>
            )}
            <Section title={t('history')} padding="lg">
              <UserHistory id={user.id} />
            </Section>
          </Stack>
        </Grid.Col>
      </Grid>
    </>
  )
}
