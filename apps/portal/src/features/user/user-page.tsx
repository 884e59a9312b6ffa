'use client'

import { Anchor, Grid, Group, Skeleton, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { ErrorState } from '@/components/error-state'
import { PageHeader } from '@/components/page-header'
import { Section } from '@/components/section'
import { UserAvatar } from '@/components/user-avatar'
import { isErased } from '@/features/users/is-erased'
import { UserActions } from '@/features/users/user-actions'
import { fullNameOf } from '@/features/users/user-roles'
import { UserState } from '@/features/users/user-state'
import { useMay } from '@/frame/me-provider'
import { useDirectory } from '@/trpc/contexts'
import type { User } from '@/trpc/routers'
import { AccountSection } from './account-section'
import { EraseSection } from './erase-section'
import { ErasedNotice } from './erased-notice'
import { InviteNotice } from './invite-notice'
import { LeftAppointmentsNotice } from './left-appointments-notice'
import { useComingAppointments } from './use-coming-appointments'
import classes from './user.module.css'
import { UserFacts } from './user-facts'
import { UserRoad } from './user-road'
import { UserTabs } from './user-tabs'

export interface UserPageProps {
  id: string
  /** As the server found them: shown at once, and asked for again behind that. */
  known: User | undefined
}

/** One person: who, where they have arrived, what happened, and what may be done. */
export function UserPage({ id, known }: UserPageProps) {
  const t = useTranslations('users')
  const person = useTranslations('user')
  const directory = useDirectory()
  const query = useQuery(
    directory.users.byId.queryOptions({ id }, known && { initialData: known, initialDataUpdatedAt: 0 }),
  )
  const back = (
    <Anchor component={Link} href="/users" size="sm">
      {t('title')}
    </Anchor>
  )
  if (query.data) return <LoadedUser user={query.data} back={back} />
  if (query.isError) {
    return (
      <>
        <PageHeader back={back} title={person('title')} />
        <ErrorState error={query.error} onRetry={() => query.refetch()} />
      </>
    )
  }
  return (
    <>
      <PageHeader
        back={back}
        title={<Skeleton component="span" display="block" height={40} width={280} />}
        description={<Skeleton component="span" display="block" height={20} width={200} />}
      />
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Skeleton height={420} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Skeleton height={420} />
        </Grid.Col>
        <Grid.Col span={12}>
          <Skeleton height={280} />
        </Grid.Col>
      </Grid>
    </>
  )
}

function LoadedUser({ user, back }: { user: User; back: React.ReactNode }) {
  const t = useTranslations('user')
  const roles = useTranslations('common.roles')
  const mayWrite = useMay('users.write')
  const maySync = useMay('sync.read')
  const appointments = useComingAppointments(user)
  const erased = isErased(user)
  const name = erased ? t('erase.nobody') : fullNameOf(user)
  return (
    <>
      <PageHeader
        back={back}
        title={
          <Group gap="sm" wrap="nowrap" component="span">
            <UserAvatar name={name} src={user.avatar} size={40} />
            <bdi style={{ minWidth: 0, overflowWrap: 'anywhere' }}>{name}</bdi>
          </Group>
        }
        description={
          <span className={classes.standing}>
            <UserState user={user} /> <span>{roles(user.role)}</span>
            {user.ministere && <bdi>{user.ministere}</bdi>}
          </span>
        }
        actions={mayWrite && !erased && <UserActions user={user} />}
      />
      {mayWrite && <InviteNotice user={user} />}
      {erased && <ErasedNotice user={user} />}
      <LeftAppointmentsNotice user={user} appointments={appointments} />
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Section title={t('facts')} padding="lg">
            <UserFacts user={user} />
          </Section>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack gap="lg">
            {maySync && <UserRoad user={user} />}
            <AccountSection user={user} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={12}>
          <Stack gap="lg">
            <EraseSection user={user} />
            <UserTabs user={user} appointments={appointments} />
          </Stack>
        </Grid.Col>
      </Grid>
    </>
  )
}
