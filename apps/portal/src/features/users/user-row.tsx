'use client'

import { Group, Table, Text } from '@mantine/core'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { TimeAgo } from '@/components/time-ago'
import { UserAvatar } from '@/components/user-avatar'
import { useMay } from '@/frame/me-provider'
import type { User } from '@/trpc/routers'
import { ArrivalLink } from './arrival-link'
import { ContactText } from './contact-text'
import type { Arrivals } from './use-arrivals'
import { UserActions } from './user-actions'
import { fullNameOf } from './user-roles'
import { stateOf, UserState } from './user-state'
import classes from './users.module.css'

export interface UserRowProps {
  user: User
  arrivals: Arrivals | null
  /** On a phone the marks stand below the name. */
  narrow: boolean
}

export function UserRow({ user, arrivals, narrow }: UserRowProps) {
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
              <ContactText text={user.email} />
            </Text>
            <Text fz={13} c="dimmed" className={classes.narrow}>
              {roles(user.role)} · {states(stateOf(user))}
            </Text>
            {maySync && narrow && <Marks arrivals={arrivals} />}
          </div>
        </Group>
      </Table.Td>
      <Table.Td className={classes.wide}>{roles(user.role)}</Table.Td>
      <Table.Td className={classes.wide}>
        <UserState user={user} />
      </Table.Td>
      {maySync && !narrow && (
        <Table.Td>
          <Marks arrivals={arrivals} />
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

function Marks({ arrivals }: { arrivals: Arrivals | null }) {
  return (
    <div className={classes.marks}>
      {arrivals && (
        <>
          <ArrivalLink service="clinical" arrival={arrivals.clinical} item={arrivals.item} />
          <ArrivalLink service="chat" arrival={arrivals.chat} item={arrivals.item} />
        </>
      )}
    </div>
  )
}
