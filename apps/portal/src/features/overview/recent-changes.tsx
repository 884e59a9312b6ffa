'use memo'

import { Anchor, Skeleton, Text } from '@mantine/core'
import { IconAddressBook } from '@tabler/icons-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { EmptyState } from '@/components/empty-state'
import { ErrorState } from '@/components/error-state'
import { keepRows } from '@/components/keep-rows'
import { Section } from '@/components/section'
import { TimeAgo } from '@/components/time-ago'
import { UserAvatar } from '@/components/user-avatar'
import { ArrivalLink } from '../users/arrival-link'
import classes from './overview.module.css'
import type { RecentChange } from './people-behind'
import type { RecentChanges } from './use-recent-changes'

const shown = 20
const skeletonRows = keepRows(8)

/** The twenty people who changed last, and where each change is, as it happens. */
export function RecentChangesList({ users, changes }: Pick<RecentChanges, 'users' | 'changes'>) {
  const t = useTranslations('overview.changes')
  return (
    <Section title={t('title')}>
      {users.isError && <ErrorState error={users.error} onRetry={() => void users.refetch()} />}
      {users.isPending && <PlaceKeeper />}
      {users.isSuccess && changes.length === 0 && (
        <EmptyState icon={<IconAddressBook size={32} stroke={1.5} />} title={t('empty')} />
      )}
      <ol className={classes.changes}>
        {changes.slice(0, shown).map((change) => (
          <Change key={change.user.id} change={change} />
        ))}
      </ol>
    </Section>
  )
}

function Change({ change: { user, arrivals } }: { change: RecentChange }) {
  const t = useTranslations('overview.changes')
  const roles = useTranslations('common.roles')
  const name = `${user.firstName} ${user.lastName}`
  const standing = user.deletedAt ? t('deleted') : user.isActive ? null : t('inactive')
  return (
    <li className={classes.change}>
      <UserAvatar name={name} src={user.avatar} />
      <div className={classes.who}>
        <Anchor component={Link} href={`/users/${user.id}`}>
          <bdi>{name}</bdi>
        </Anchor>
        <Text component="span" size="xs" c="dimmed">
          {[roles(user.role), t('version', { version: user.version }), standing].filter(Boolean).join(' · ')}
        </Text>
      </div>
      <div className={classes.marks}>
        {(['clinical', 'chat'] as const).map((service) =>
          arrivals[service].state ? (
            <ArrivalLink key={service} service={service} arrival={arrivals[service]} item={arrivals.item} />
          ) : (
            <Skeleton key={service} w={112} h={20} />
          ),
        )}
      </div>
      <span className={classes.when}>
        <TimeAgo at={user.updatedAt} />
      </span>
    </li>
  )
}

function PlaceKeeper() {
  const t = useTranslations('common')
  return (
    <div role="status" aria-label={t('loading')}>
      {skeletonRows.map((row) => (
        <div key={row} className={classes.change}>
          <Skeleton circle h={32} />
          <Skeleton h={16} maw={240} />
        </div>
      ))}
    </div>
  )
}
