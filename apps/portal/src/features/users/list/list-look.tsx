'use client'

import { ActionIcon, Checkbox, Popover, SegmentedControl, Stack, Text } from '@mantine/core'
import { IconLayoutColumns } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { UsersListView } from '../use-users-view'
import { columnNames, densities } from '../users-view'

/** Which columns the table shows, and how close its rows stand. */
export function ListLook({ list, maySync }: { list: UsersListView; maySync: boolean }) {
  const t = useTranslations('users')
  const { view, show, space } = list
  const offered = columnNames.filter((column) => maySync || column !== 'arrived')
  return (
    <Popover position="bottom-end" width={240} trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon variant="default" size={36} aria-label={t('look.title')} title={t('look.title')}>
          <IconLayoutColumns size={18} aria-hidden />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('look.title')}>
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
      </Popover.Dropdown>
    </Popover>
  )
}
