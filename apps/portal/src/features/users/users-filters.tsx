'use client'

import { Chip, CloseButton, Kbd, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useWordsField } from '@/components/use-words-field'
import { useMay } from '@/frame/me-provider'
import { ClearFilters } from './clear-filters'
import { userStates, type useUsersView } from './use-users-view'
import { isUserRole, userRoles } from './user-roles'
import classes from './users.module.css'

type List = ReturnType<typeof useUsersView>

export function UsersFilters({ list }: { list: List }) {
  const t = useTranslations('users.filters')
  const roleNames = useTranslations('common.roles')
  const { view, filter, clear } = list
  const filtered = view.q !== '' || view.roles.length > 0 || view.state !== 'present'
  return (
    <search className={classes.filters}>
      <SearchField list={list} />
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
      <fieldset className={classes.chips}>
        <legend className="rc-visually-hidden">{t('role')}</legend>
        <Chip.Group multiple value={view.roles} onChange={(roles) => filter({ roles: roles.filter(isUserRole) })}>
          {userRoles.map((role) => (
            <Chip key={role} value={role} size="sm">
              {roleNames(role)}
            </Chip>
          ))}
        </Chip.Group>
      </fieldset>
      {filtered && <ClearFilters onClear={clear} />}
    </search>
  )
}

function SearchField({ list: { view, search } }: { list: List }) {
  const t = useTranslations('users.filters')
  const maySeeContact = useMay('users.contact')
  const { change, inputProps } = useWordsField(view.q, search)
  return (
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
      className={classes.search}
    />
  )
}
