'use client'

import { Skeleton, Table } from '@mantine/core'
import type { User } from '@/trpc/routers'
import { isChosen } from './list/chosen'
import { TableHead } from './list/table-head'
import type { ChosenPeople } from './list/use-chosen'
import { useListKeys } from './list/use-list-keys'
import { useRowCursor } from './list/use-row-cursor'
import type { Panel } from './panel/use-panel'
import { useArrivals } from './use-arrivals'
import type { UsersListView } from './use-users-view'
import { UserRow } from './user-row'
import classes from './users.module.css'
import type { ColumnName } from './users-view'

const skeletonRows = Array.from({ length: 12 }, (_, index) => `row-${index}`)

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
  const { list, users, columns, busy, narrow, mayWrite, maySync, chosen, panel } = props
  const arrivals = useArrivals(users ?? []).of
  const ids = users?.map(({ id }) => id) ?? []
  const cursor = useRowCursor(ids)
  const onRowKey = useListKeys({ ids, cursor, chosen, panel, mayWrite })
  const { density } = list.view
  return (
    <div className={classes.scroll}>
      <Table
        className={classes.table}
        data-busy={busy || undefined}
        data-density={density}
        aria-busy={busy || !users}
        highlightOnHover
      >
        <TableHead list={list} columns={narrow ? [] : columns} mayWrite={mayWrite} ids={ids} chosen={chosen} />
        <Table.Tbody
          {...cursor.bodyProps}
          onKeyDown={(event) => {
            cursor.bodyProps.onKeyDown(event)
            onRowKey(event)
          }}
        >
          {users
            ? users.map((user) => (
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
                  onToggle={(range) => chosen.toggle(ids, user.id, range)}
                  onOpen={() => panel.openUser(user.id)}
                  onEdit={() => panel.openForm({ kind: 'edit', id: user.id })}
                />
              ))
            : skeletonRows.map((row) => (
                <Table.Tr key={row} className={classes.row}>
                  <Table.Td colSpan={12}>
                    <Skeleton height={20} width="60%" />
                  </Table.Td>
                </Table.Tr>
              ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}
