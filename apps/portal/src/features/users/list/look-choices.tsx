'use client'

import { Checkbox, SegmentedControl, Stack, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { UsersListView } from '../use-users-view'
import { columnNames, densities } from '../users-view'

export interface LookChoicesProps {
  list: UsersListView
  maySync: boolean
}

/** The columns and the density, to be chosen. */
export function LookChoices({ list, maySync }: LookChoicesProps) {
  const t = useTranslations('users')
  const { view, show, space } = list
  const offered = columnNames.filter((column) => maySync || column !== 'arrived')
  return (
    <Stack gap="xs">
      <Checkbox.Group
        label={t('look.columns')}
        value={view.cols}
        onChange={(names) => void show(columnNames.filter((column) => names.includes(column)))}
      >
        <Stack gap={6} mt={6}>
          {offered.map((column) => (
            <Checkbox key={column} value={column} label={t(`columns.${column}`)} />
          ))}
        </Stack>
      </Checkbox.Group>
      <Text fw={500} mt="xs" id="users-density">
        {t('look.density')}
      </Text>
      <SegmentedControl
        aria-labelledby="users-density"
        fullWidth
        value={view.density}
        data={densities.map((value) => ({ value, label: t(`look.densities.${value}`) }))}
        onChange={(value) => {
          const density = densities.find((known) => known === value)
          if (density) void space(density)
        }}
      />
    </Stack>
  )
}
