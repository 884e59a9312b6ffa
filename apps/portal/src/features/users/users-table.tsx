'use client'

import { Skeleton } from '@mantine/core'
import { type KeyboardEvent, useState } from 'react'
import tableClasses from '@/components/plain-table.module.css'
import type { User } from '@/trpc/routers'
import { isChosen } from './list/chosen'
import { TableHead } from './list/table-head'
import type { ChosenPeople } from './list/use-chosen'
import { useListKeys } from './list/use-list-keys'
import { useRowClicks } from './list/use-row-clicks'
import { useRowCursor } from './list/use-row-cursor'
import type { Panel } from './panel/use-panel'
import { useArrivals } from './use-arrivals'
import type { UsersListView } from './use-users-view'
import { type OpenUserMenu, UserDeeds } from './user-deeds'
import { UserRow } from './user-row'
import classes from './users.module.css'
import type { ColumnName } from './users-view'

const skeletonRows = Array.from({ length: 12 }, (_, index) => `row-${index}`)
const none: readonly User[] = []

export interface UsersTableProps {
  list: UsersListView
  /** Undefined while the first page is under way. */
  users: User[] | undefined
  columns: readonly ColumnName[]
  /** The rows are of the page before. */
  busy: boolean
  narrow: boolean
  mayWrite: boolean
  maySync: boolean
  chosen: ChosenPeople
  panel: Panel
}

export function UsersTable(props: UsersTableProps) {
  const { list, columns, busy, narrow, mayWrite, maySync, chosen, panel } = props
  const users = props.users ?? none
  const arrivals = useArrivals(users).of
  const ids = users.map(({ id }) => id)
  const cursor = useRowCursor(ids)
  const onRowKey = useListKeys({ ids, cursor, chosen, panel, mayWrite })
  const [menu, setMenu] = useState<OpenUserMenu | null>(null)
  const onClick = useRowClicks({ users, chosen, panel, mayWrite, menu, setMenu })
  const bodyProps = {
    ...cursor.bodyProps,
    onClick,
    onKeyDown: (event: KeyboardEvent) => {
      cursor.bodyProps.onKeyDown(event)
      onRowKey(event)
    },
  }
  const { density } = list.view
  return (
    <div className={classes.scroll}>
      <table
        className={`${tableClasses.table} ${classes.table}`}
        data-busy={busy || undefined}
        data-density={density}
        data-hover
        aria-busy={busy || !props.users}
      >
        <TableHead list={list} columns={narrow ? [] : columns} mayWrite={mayWrite} ids={ids} chosen={chosen} />
        <tbody {...bodyProps}>
          {users.map((user) => (
            <UserRow
              key={user.id}
              user={user}
              arrivals={arrivals?.(user) ?? null}
              columns={columns}
              density={density}
              narrow={narrow}
              mayWrite={mayWrite}
              maySync={maySync}
              current={cursor.tabStopId === user.id}
              chosen={isChosen(chosen.chosen, user.id)}
              opened={panel.userId === user.id}
              menuOpened={menu?.user.id === user.id}
            />
          ))}
          {!props.users &&
            skeletonRows.map((row) => (
              <tr key={row} className={classes.row}>
                <td colSpan={12}>
                  <Skeleton height={20} width="60%" />
                </td>
              </tr>
            ))}
        </tbody>
      </table>
      <UserDeeds
        menu={menu}
        onMenuClosed={() => setMenu(null)}
        people={users}
        onEdit={(id) => void panel.openForm({ kind: 'edit', id })}
      />
    </div>
  )
}
