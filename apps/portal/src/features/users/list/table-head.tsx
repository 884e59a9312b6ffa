'use client'

import { UnstyledButton } from '@mantine/core'
import { IconChevronDown, IconChevronUp, IconSelector } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { PlainCheckbox } from '@/components/plain-checkbox'
import { useMay } from '@/frame/me-provider'
import type { UsersListView } from '../use-users-view'
import classes from '../users.module.css'
import type { ColumnName, SortKey } from '../users-view'
import { isChosen } from './chosen'
import type { ChosenPeople } from './use-chosen'

const sortOf: Partial<Record<ColumnName, SortKey>> = {
  email: 'email',
  role: 'role',
  changed: 'updatedAt',
  created: 'createdAt',
}

export interface TableHeadProps {
  list: UsersListView
  columns: readonly ColumnName[]
  mayWrite: boolean
  ids: readonly string[]
  chosen: ChosenPeople
}

export function TableHead({ list, columns, mayWrite, ids, chosen }: TableHeadProps) {
  const t = useTranslations('users')
  // The order would tell what is masked.
  const maySeeContact = useMay('users.contact')
  const chosenHere = ids.filter((id) => isChosen(chosen.chosen, id)).length
  return (
    <thead>
      <tr>
        {mayWrite && (
          <th className={classes.choice}>
            <PlainCheckbox
              aria-label={t('bulk.choosePage')}
              checked={ids.length > 0 && chosenHere === ids.length}
              indeterminate={chosenHere > 0 && chosenHere < ids.length}
              onChange={() => chosen.setPage(ids, chosenHere < ids.length)}
            />
          </th>
        )}
        <SortableColumn list={list} sort="name" label={t('columns.person')} />
        {columns.map((column) => {
          const sort = column === 'email' && !maySeeContact ? undefined : sortOf[column]
          const label = t(`columns.${column}`)
          return sort ? (
            <SortableColumn key={column} list={list} sort={sort} label={label} />
          ) : (
            <th key={column}>{label}</th>
          )
        })}
        {mayWrite && (
          <th className={classes.actions}>
            <span className="rc-visually-hidden">{t('columns.actions')}</span>
          </th>
        )}
      </tr>
    </thead>
  )
}

function SortableColumn({ list, sort, label }: { list: UsersListView; sort: SortKey; label: string }) {
  const { view, sortBy } = list
  const sorted = view.sort === sort
  const Icon = sorted ? (view.order === 'asc' ? IconChevronUp : IconChevronDown) : IconSelector
  const direction = view.order === 'asc' ? 'ascending' : 'descending'
  return (
    <th aria-sort={sorted ? direction : 'none'}>
      <UnstyledButton className={classes.sort} onClick={() => sortBy(sort)}>
        {label}
        <Icon size={14} aria-hidden />
      </UnstyledButton>
    </th>
  )
}
