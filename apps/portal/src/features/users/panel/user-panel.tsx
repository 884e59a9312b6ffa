'use client'

import { Button, Skeleton } from '@mantine/core'
import { IconExternalLink, IconPencil } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { ErrorState } from '@/components/error-state'
import { LinkButton } from '@/components/link-button'
import { UserAvatar } from '@/components/user-avatar'
import { InviteNotice } from '@/features/user/invite-notice'
import { UserFacts } from '@/features/user/user-facts'
import { UserRoad } from '@/features/user/user-road'
import { useMay } from '@/frame/me-provider'
import { useDirectory } from '@/trpc/contexts'
import type { User } from '@/trpc/routers'
import { stopWhenUnwanted } from '@/trpc/stop-when-unwanted'
import { isErased } from '../is-erased'
import { UserActions } from '../user-actions'
import { fullNameOf } from '../user-roles'
import classes from './panel.module.css'
import { SavedTrip } from './saved-trip'
import { SidePanel } from './side-panel'

export interface UserPanelProps {
  id: string
  /** The version that was just saved: its trip is told first. */
  savedVersion: number | null
  onEdit: () => void
  onClose: () => void
}

/** One person beside the list: who, where they have arrived, and what can be done. */
export function UserPanel({ id, savedVersion, onEdit, onClose }: UserPanelProps) {
  const query = useQuery(useDirectory().users.byId.queryOptions({ id }, stopWhenUnwanted))
  const user = query.data
  const focusRow = () => document.querySelector<HTMLElement>(`[data-person="${id}"]`)?.focus()
  return (
    <SidePanel
      title={user ? <Title user={user} /> : <Skeleton height={24} width={200} />}
      onClose={onClose}
      focusAfter={focusRow}
    >
      {query.isError && <ErrorState error={query.error} onRetry={() => query.refetch()} />}
      {query.isPending && <Skeleton height={360} />}
      {user && <Person user={user} savedVersion={savedVersion} onEdit={onEdit} />}
    </SidePanel>
  )
}

function Title({ user }: { user: User }) {
  const t = useTranslations('user.erase')
  const name = isErased(user) ? t('nobody') : fullNameOf(user)
  return (
    <>
      <UserAvatar name={name} src={user.avatar} />
      <bdi>{name}</bdi>
    </>
  )
}

function Person({ user, savedVersion, onEdit }: { user: User } & Pick<UserPanelProps, 'savedVersion' | 'onEdit'>) {
  const t = useTranslations('users.panel')
  const common = useTranslations('common.actions')
  const mayWrite = useMay('users.write')
  const maySync = useMay('sync.read')
  return (
    <>
      <div className={classes.bar}>
        {mayWrite && !user.deletedAt && (
          <Button variant="default" leftSection={<IconPencil size={18} aria-hidden />} onClick={onEdit}>
            {common('edit')}
          </Button>
        )}
        <LinkButton
          variant="default"
          href={`/users/${user.id}`}
          leftSection={<IconExternalLink size={18} aria-hidden />}
        >
          {t('openPage')}
        </LinkButton>
        {mayWrite && <UserActions user={user} onEdit={onEdit} />}
      </div>
      {mayWrite && <InviteNotice user={user} />}
      {maySync && savedVersion !== null && <SavedTrip userId={user.id} version={savedVersion} />}
      <UserFacts user={user} />
      {maySync && (
        <div className={classes.part}>
          <UserRoad user={user} />
        </div>
      )}
    </>
  )
}
