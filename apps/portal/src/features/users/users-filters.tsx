'use client'

import { Chip, CloseButton, Kbd, NativeSelect, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { useWordsField } from '@/components/use-words-field'
import { useMay } from '@/frame/me-provider'
import { ClearFilters } from './clear-filters'
import { ChangedFilterField } from './list/changed-filter'
import { RoleFilter } from './list/role-filter'
import { UnitFilter } from './list/unit-filter'
import type { UsersListView } from './use-users-view'
import classes from './users.module.css'
import { isFiltered, syncStates, userStates } from './users-view'

/** Its chips are many: what happens in the list doesn't draw them anew. */
export const UsersFilters = memo(Filters)

function Filters({ list }: { list: UsersListView }) {
  const t = useTranslations('users.filters')
  const { view, filter, clear } = list
  return (
    <div className={classes.filters}>
      <fieldset className={classes.chips}>
        <legend className="rc-visually-hidden">{t('state')}</legend>
        {userStates.map((state) => (
          <Chip
            key={state}
            type="radio"
            name="state"
            size="sm"
            checked={view.state === state}
            onChange={() => filter({ state })}
          >
            {t(`states.${state}`)}
          </Chip>
        ))}
      </fieldset>
      <div className={classes.chips}>
        {useMay('sync.read') && <SyncFilterField list={list} />}
        <ChangedFilterField changed={view.changed} onChange={(changed) => filter({ changed })} />
        <UnitFilter units={view.units} onChange={(units) => filter({ units })} />
        {/* Its place is kept: the list below would move each time. */}
        <span style={{ visibility: isFiltered(view) ? 'visible' : 'hidden' }}>
          <ClearFilters onClear={clear} />
        </span>
      </div>
      <RoleFilter view={view} onChange={(roles) => filter({ roles })} />
    </div>
  )
}

function SyncFilterField({ list: { view, filter } }: { list: UsersListView }) {
  const t = useTranslations('users.filters')
  return (
    <NativeSelect
      size="xs"
      aria-label={t('sync')}
      data-set={view.sync ?? undefined}
      className={classes.select}
      value={view.sync ?? ''}
      data={[{ value: '', label: t('anySync') }, ...syncStates.map((value) => ({ value, label: t(`syncs.${value}`) }))]}
      onChange={({ currentTarget: { value } }) => filter({ sync: syncStates.find((known) => known === value) ?? null })}
    />
  )
}

export function SearchField({ list: { view, search } }: { list: UsersListView }) {
  const t = useTranslations('users.filters')
  const maySeeContact = useMay('users.contact')
  const { change, inputProps } = useWordsField(view.q, search)
  return (
    <search className={classes.search}>
      <TextInput
        {...inputProps}
        aria-label={t('search')}
        placeholder={t(maySeeContact ? 'searchHint' : 'searchHintMasked')}
        leftSection={<IconSearch size={18} aria-hidden />}
        rightSection={
          inputProps.value ? (
            <CloseButton size="sm" aria-label={t('clearSearch')} onClick={() => change('')} />
          ) : (
            <Kbd size="xs">/</Kbd>
          )
        }
      />
    </search>
  )
}
