'use client'

import { Checkbox, Group, Table, Text } from '@mantine/core'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { MouseEvent } from 'react'
import { UserAvatar } from '@/components/user-avatar'
import type { User } from '@/trpc/routers'
import { ContactText } from './contact-text'
import { ArrivalMarks, UserCell } from './list/user-cell'
import type { Arrivals } from './use-arrivals'
import { UserActions } from './user-actions'
import { fullNameOf } from './user-roles'
import { stateOf } from './user-state'
import classes from './users.module.css'
import type { ColumnName, Density } from './users-view'

export interface UserRowProps {
  user: User
  arrivals: Arrivals | null
  columns: readonly ColumnName[]
  density: Density
  /** On a phone the marks stand below the name. */
  narrow: boolean
  mayWrite: boolean
  maySync: boolean
  /** The keyboard stands here: only this row can be reached by Tab. */
  current: boolean
  chosen: boolean
  /** The panel shows this person. */
  opened: boolean
  onToggle: (range: boolean) => void
  onOpen: () => void
  onEdit: () => void
}

const ownClick = 'a, button, input, label, [role="menu"], [role="dialog"]'

export function UserRow(props: UserRowProps) {
  const { user, arrivals, columns, density, narrow, mayWrite, maySync, current, chosen, opened } = props
  const t = useTranslations('users')
  const roles = useTranslations('common.roles')
  const name = fullNameOf(user)
  const tabIndex = current ? 0 : -1
  const onClick = (event: MouseEvent<HTMLTableRowElement>) => {
    // A portal's clicks come here as well: what isn't in the row itself is not the row's.
    const isOwn = event.target instanceof Element && event.currentTarget.contains(event.target)
    if (!isOwn || (event.target instanceof Element && event.target.closest(ownClick))) return
    if (window.getSelection()?.toString()) return
    if (event.shiftKey && mayWrite) props.onToggle(true)
    else props.onOpen()
  }
  return (
    <Table.Tr
      className={classes.row}
      data-row={user.id}
      data-chosen={chosen || undefined}
      data-opened={opened || undefined}
      onClick={onClick}
    >
      {mayWrite && (
        <Table.Td className={classes.choice}>
          <Checkbox
            size="xs"
            aria-label={t('bulk.choose', { name })}
            checked={chosen}
            tabIndex={tabIndex}
            onChange={() => undefined}
            onClick={(event) => props.onToggle(event.shiftKey)}
          />
        </Table.Td>
      )}
      <Table.Td className={classes.person}>
        <Group wrap="nowrap" gap="sm">
          <UserAvatar name={name} src={user.avatar} size={density === 'compact' ? 24 : 32} />
          <div className={classes.names}>
            <Link
              href={`/users/${user.id}`}
              className={classes.name}
              data-person={user.id}
              tabIndex={tabIndex}
              prefetch={false}
            >
              <bdi>{name}</bdi>
            </Link>
            {density === 'comfortable' && !columns.includes('email') && (
              <Text fz={13} c="dimmed" truncate>
                <ContactText text={user.email} />
              </Text>
            )}
            <Text fz={13} c="dimmed" className={classes.narrow}>
              {roles(user.role)} · {t(`state.${stateOf(user)}`)}
            </Text>
            {maySync && narrow && <ArrivalMarks arrivals={arrivals} />}
          </div>
        </Group>
      </Table.Td>
      {!narrow &&
        columns.map((column) => (
          <Table.Td key={column} className={classes.cell} data-column={column}>
            <UserCell column={column} user={user} arrivals={arrivals} />
          </Table.Td>
        ))}
      {mayWrite && (
        <Table.Td className={classes.actions}>
          <UserActions user={user} onEdit={props.onEdit} tabIndex={tabIndex} />
        </Table.Td>
      )}
    </Table.Tr>
  )
}
