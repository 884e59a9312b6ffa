'use client'

import { Group, Table, Text } from '@mantine/core'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { ArrivalMark } from '@/components/arrival-mark'
import { TimeAgo } from '@/components/time-ago'
import { UserAvatar } from '@/components/user-avatar'
import { useMay } from '@/frame/me-provider'
import type { User } from '@/trpc/routers'
import type { Arrivals } from './use-arrivals'
import { UserActions } from './user-actions'
import { fullNameOf } from './user-roles'
import { stateOf, UserState } from './user-state'
import classes from './users.module.css'

export function UserRow({ user, arrivals }: { user: User; arrivals: Arrivals | null }) {
  const roles = useTranslations('common.roles')
  const states = useTranslations('users.state')
  const mayWrite = useMay('users.write')
  const maySync = useMay('sync.read')
  const name = fullNameOf(user)
  return (
    <Table.Tr className={classes.row}>
      <Table.Td className={classes.person}>
        <Group wrap="nowrap" gap="sm">
          <UserAvatar name={name} src={user.avatar} />
          <div className={classes.names}>
            <Link href={`/users/${user.id}`} className={classes.name}>
              <bdi>{name}</bdi>
            </Link>
            <Text fz={13} c="dimmed" truncate>
              {user.email}
            </Text>
            <Text fz={13} c="dimmed" className={classes.narrow}>
              {roles(user.role)} · {states(stateOf(user))}
            </Text>
          </div>
        </Group>
      </Table.Td>
      <Table.Td className={classes.wide}>{roles(user.role)}</Table.Td>
      <Table.Td className={classes.wide}>
        <UserState user={user} />
      </Table.Td>
      {maySync && (
        <Table.Td>
          <div className={classes.marks}>
            {arrivals?.clinical.state && <ArrivalMark service="clinical" state={arrivals.clinical.state} />}
            {arrivals?.chat.state && <ArrivalMark service="chat" state={arrivals.chat.state} />}
          </div>
        </Table.Td>
      )}
      <Table.Td className={classes.wide}>
        <TimeAgo at={user.updatedAt} />
      </Table.Td>
      {mayWrite && (
        <Table.Td>
          <UserActions user={user} />
        </Table.Td>
      )}
    </Table.Tr>
  )
}
