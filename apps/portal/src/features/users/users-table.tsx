'use client'

import { Box, Skeleton } from '@mantine/core'
import { type KeyboardEvent, useDeferredValue, useState } from 'react'
import { keepRows } from '@/components/keep-rows'
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

const skeletonRows = keepRows(12)
const none: readonly User[] = []

/** Of each column (px), whatever stands in it: what arrives in one moves no other. The person has the rest. */
const widths: Record<ColumnName, number> = {
  email: 240,
  phone: 160,
  role: 132,
  state: 112,
  unit: 200,
  matricule: 132,
  arrived: 288,
  changed: 120,
  created: 120,
}
const personWidth = 220
const otherWidth = 96

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
  const { list, columns, narrow, mayWrite, maySync, chosen, panel } = props
  // Rows are drawn in pieces, between which keys and clicks are heard.
  const people = useDeferredValue(props.users)
  const busy = props.busy || people !== props.users
  const users = people ?? none
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
  const shown = narrow ? [] : columns
  const leastWidth = shown.reduce((sum, column) => sum + widths[column], personWidth + otherWidth)
  return (
    <div className={classes.scroll} data-busy={busy || undefined}>
      <Box
        component="table"
        className={`${tableClasses.table} ${classes.table}`}
        data-density={density}
        data-hover
        aria-busy={busy || !people}
        // Widths are for screens: paper is as wide as it is.
        __vars={{ '--least-width': narrow ? '0' : `${leastWidth}px` }}
      >
        <colgroup>
          {mayWrite && <col className={classes.choice} />}
          <col />
          {shown.map((column) => (
            <Box
              component="col"
              key={column}
              className={classes.column}
              __vars={{ '--width': `${widths[column]}px` }}
            />
          ))}
          {mayWrite && <col className={classes.actions} />}
        </colgroup>
        <TableHead list={list} columns={shown} mayWrite={mayWrite} ids={ids} chosen={chosen} />
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
          {!people &&
            skeletonRows.map((row) => (
              <tr key={row} className={classes.row}>
                <td colSpan={12}>
                  <Skeleton height={20} width="60%" />
                </td>
              </tr>
            ))}
        </tbody>
      </Box>
      <UserDeeds
        menu={menu}
        onMenuClose={() => setMenu(null)}
        people={users}
        onEdit={(id) => void panel.openForm({ kind: 'edit', id })}
      />
    </div>
  )
}
