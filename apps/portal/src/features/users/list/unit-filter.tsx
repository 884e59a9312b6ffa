'use client'

import { Button, Checkbox, Popover, Skeleton, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconBuilding, IconChevronDown } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ErrorState } from '@/components/error-state'
import { useDirectory } from '@/trpc/contexts'
import { stopWhenUnwanted } from '@/trpc/stop-when-unwanted'
import classes from '../users.module.css'
import { noUnit } from '../users-view'

export interface UnitFilterProps {
  units: readonly string[]
  onChange: (units: string[]) => void
}

/** Ministries and departments, those with most people first; found by typing. */
export function UnitFilter({ units, onChange }: UnitFilterProps) {
  const t = useTranslations('users.filters')
  const [opened, setOpened] = useState(false)
  const [only] = units
  const label = units.length === 1 && only !== undefined ? (only === noUnit ? t('noUnit') : only) : null
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" width={320} trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          size="compact-md"
          className={classes.picker}
          data-set={units.length > 0 || undefined}
          leftSection={<IconBuilding size={16} aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
          onClick={() => setOpened(!opened)}
          aria-haspopup="dialog"
        >
          {label ?? t('units', { count: units.length })}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('unit')}>
        <UnitChoices units={units} onChange={onChange} />
      </Popover.Dropdown>
    </Popover>
  )
}

function UnitChoices({ units, onChange }: UnitFilterProps) {
  const t = useTranslations('users.filters')
  const [text, setText] = useState('')
  const [search] = useDebouncedValue(text.trim(), 250)
  const query = useQuery(
    useDirectory().users.units.queryOptions(
      { ...(search && { search }), limit: 50 },
      { ...stopWhenUnwanted, placeholderData: keepPreviousData },
    ),
  )
  const found = query.data?.items.map(({ ministere, people }) => ({ unit: ministere ?? noUnit, people })) ?? []
  const chosenElsewhere = search ? [] : units.filter((unit) => !found.some((item) => item.unit === unit))
  const shown: { unit: string; people: number | null }[] = [
    ...(query.data ? chosenElsewhere.map((unit) => ({ unit, people: null })) : []),
    ...found,
  ]
  const toggle = (unit: string) =>
    onChange(units.includes(unit) ? units.filter((other) => other !== unit) : [...units, unit])
  return (
    <Stack gap="xs">
      <TextInput
        data-autofocus
        aria-label={t('findUnit')}
        placeholder={t('findUnit')}
        value={text}
        onChange={({ currentTarget: { value } }) => setText(value)}
      />
      {query.isError && <ErrorState error={query.error} onRetry={() => query.refetch()} />}
      <div className={classes.units}>
        {query.isPending && <Skeleton height={120} />}
        {query.data && shown.length === 0 && <Text c="dimmed">{t('noUnits')}</Text>}
        {shown.map(({ unit, people }) => (
          <Checkbox
            key={unit}
            checked={units.includes(unit)}
            onChange={() => toggle(unit)}
            label={
              <>
                <bdi>{unit === noUnit ? t('noUnit') : unit}</bdi>{' '}
                {people !== null && <span className={classes.dimmed}>{t('people', { count: people })}</span>}
              </>
            }
          />
        ))}
      </div>
    </Stack>
  )
}
