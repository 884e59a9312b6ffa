'use client'

import { ActionIcon } from '@mantine/core'
import { IconDownload, IconFileImport } from '@tabler/icons-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { memo } from 'react'
import type { UsersListView } from '../use-users-view'
import classes from '../users.module.css'
import { SearchField } from '../users-filters'
import type { ColumnName, PeopleFilter, SortKey } from '../users-view'
import { exportAddress } from './export-address'
import { ListLook } from './list-look'
import { ViewsMenu } from './views-menu'

export interface ListToolbarProps {
  list: UsersListView
  columns: readonly ColumnName[]
  filter: PeopleFilter
  sort: SortKey
  maySync: boolean
  mayWrite: boolean
}

export const ListToolbar = memo(Toolbar)

function Toolbar({ list, columns, filter, sort, maySync, mayWrite }: ListToolbarProps) {
  const t = useTranslations('users')
  const { order } = list.view
  return (
    <div className={classes.toolbar}>
      <SearchField list={list} />
      <ViewsMenu maySync={maySync} />
      <div className={classes.tools}>
        <ActionIcon
          component="a"
          variant="default"
          size={36}
          href={exportAddress({ filter, sort, order, columns })}
          download
          aria-label={t('export')}
          title={t('exportHint')}
        >
          <IconDownload size={18} aria-hidden />
        </ActionIcon>
        {mayWrite && (
          <ActionIcon
            component={Link}
            variant="default"
            size={36}
            href="/users/import"
            aria-label={t('import')}
            title={t('import')}
          >
            <IconFileImport size={18} aria-hidden />
          </ActionIcon>
        )}
        <ListLook list={list} maySync={maySync} />
      </div>
    </div>
  )
}
