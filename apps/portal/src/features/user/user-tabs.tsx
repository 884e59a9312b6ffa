'use client'

import { Skeleton } from '@mantine/core'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { PageTabs } from '@/components/page-tabs'
import { isErased } from '@/features/users/is-erased'
import { clinicalRoles } from '@/features/users/user-roles'
import { useMay } from '@/frame/me-provider'
import type { User } from '@/trpc/routers'
import type { ComingAppointments } from './use-coming-appointments'
import { type TabName, tabNames, useUserView } from './use-user-view'
import { UserHistory } from './user-history'

const loading = () => <Skeleton height={240} />
const UserSessions = dynamic(() => import('./user-sessions').then((module) => module.UserSessions), { loading })
const UserCache = dynamic(() => import('./user-cache').then((module) => module.UserCache), { loading })
const UserAppointments = dynamic(() => import('./user-appointments').then((module) => module.UserAppointments), {
  loading,
})

/** What happened to a person, and what there is around them; only what the viewer may open. */
export function UserTabs({ user, appointments }: { user: User; appointments: ComingAppointments }) {
  const t = useTranslations('user.tabs')
  const { view, openTab } = useUserView()
  const isThere = !isErased(user)
  const offered: Record<TabName, boolean> = {
    history: true,
    sessions: useMay('users.write') && isThere,
    appointments: appointments.enabled && (clinicalRoles.includes(user.role) || appointments.coming.length > 0),
    cache: useMay('cache.read') && isThere,
  }
  const names = tabNames.filter((name) => offered[name])
  const pages: Record<TabName, ReactNode> = {
    history: <UserHistory id={user.id} />,
    sessions: <UserSessions user={user} />,
    appointments: <UserAppointments user={user} appointments={appointments} />,
    cache: <UserCache user={user} />,
  }
  return (
    <PageTabs
      label={t('label')}
      names={names}
      opened={offered[view.tab] ? view.tab : 'history'}
      onOpen={(tab) => void openTab(tab)}
      titleOf={(tab) => t(tab)}
      pages={pages}
    />
  )
}
