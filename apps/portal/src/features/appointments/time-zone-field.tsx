'use client'

import { Button, Group, Select, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { listProps } from './list-props'
import { offsetName } from './zoned-time'

const maxOffered = 60

export interface TimeZoneFieldProps {
  /** The organisation's, which is almost always the right one. */
  usual: string
  value: string
  at: Date
  onChange: (timeZone: string) => void
}

/** Which clocks the date and time are meant for: said in a line, and changed when that is needed. */
export function TimeZoneField({ usual, value, at, onChange }: TimeZoneFieldProps) {
  const t = useTranslations('appointments.form.zone')
  const [changing, setChanging] = useState(false)
  if (!changing) {
    return (
      <Group gap="xs" mih={36}>
        <Text size="sm" c="dimmed">
          {t('said', { zone: value, offset: offsetName(at, value) })}
        </Text>
        <Button variant="subtle" size="compact-sm" onClick={() => setChanging(true)}>
          {t('change')}
        </Button>
      </Group>
    )
  }
  const zones = [...new Set([usual, value, 'UTC', ...Intl.supportedValuesOf('timeZone')])]
  return (
    <Select
      label={t('label')}
      description={t('hint', { usual })}
      searchable
      autoFocus
      limit={maxOffered}
      data={zones}
      value={value}
      selectFirstOptionOnChange
      {...listProps}
      onChange={(zone) => {
        if (zone) onChange(zone)
      }}
      maw={360}
    />
  )
}
