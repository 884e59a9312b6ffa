'use client'

import { Group, Loader, Select, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { UserAvatar } from '@/components/user-avatar'
import { useDirectory } from '@/trpc/contexts'
import type { User } from '@/trpc/routers'
import { stopWhenUnwanted } from '@/trpc/stop-when-unwanted'
import { isUserId } from './is-user-id'

const offered = 10

export interface PersonSelectProps {
  value: string | null
  /** The chosen person, when the directory knows them: their name stands in the field. */
  selected: User | null
  onChange: (id: string | null) => void
  label?: string
  description?: string
  placeholder?: string
  error?: string | undefined
}

const nameOf = ({ firstName, lastName }: User) => `${firstName} ${lastName}`

/** Finds a person of the directory by name or e-mail as one types; a pasted id is taken as it is. */
export function PersonSelect({ value, selected, onChange, ...words }: PersonSelectProps) {
  const t = useTranslations('cache.lookUp')
  const [search, setSearch] = useState('')
  const [debounced] = useDebouncedValue(search.trim(), 200)
  const label = selected ? nameOf(selected) : ''
  // What the field shows of the chosen person is no search.
  const wanted = debounced === label ? '' : debounced
  const found = useQuery(
    useDirectory().users.list.queryOptions(
      { ...(wanted ? { search: wanted } : {}), state: 'all', limit: offered },
      { ...stopWhenUnwanted, placeholderData: keepPreviousData },
    ),
  )
  const people = found.data?.items ?? []
  const all = selected && !people.some(({ id }) => id === selected.id) ? [selected, ...people] : people
  const byId = new Map(all.map((person) => [person.id, person]))
  const takeSearch = (text: string) => {
    setSearch(text)
    if (isUserId(text.trim())) onChange(text.trim().toLowerCase())
  }
  return (
    <Select
      label={t('person')}
      placeholder={t('placeholder')}
      {...words}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('clear') }}
      value={value && byId.has(value) ? value : null}
      onChange={onChange}
      searchValue={search}
      onSearchChange={takeSearch}
      data={all.map((person) => ({ value: person.id, label: nameOf(person) }))}
      filter={({ options }) => options}
      nothingFoundMessage={found.isError ? t('searchFailed') : found.isFetching ? t('searching') : t('nobody')}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={found.isFetching && search ? <Loader size={16} /> : undefined}
      maw={480}
      renderOption={({ option }) => {
        const person = byId.get(option.value)
        return (
          <Group gap="sm" wrap="nowrap">
            <UserAvatar name={option.label} src={person?.avatar} size={28} />
            <div style={{ minWidth: 0 }}>
              <bdi>{option.label}</bdi>
              <Text size="xs" c="dimmed" truncate>
                {person?.email}
              </Text>
            </div>
          </Group>
        )
      }}
    />
  )
}
