'use client'

import { Select, type SelectProps } from '@mantine/core'
import { useSyncExternalStore } from 'react'

const maxOffered = 60
const noChanges = () => () => {}

/** The zone that this browser's clock shows; the server can't know it. */
export function useBrowserTimeZone(): string {
  return useSyncExternalStore(
    noChanges,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => 'UTC',
  )
}

export interface TimeZoneSelectProps extends Pick<SelectProps, 'label' | 'description' | 'error' | 'disabled'> {
  value: string
  onChange: (timeZone: string) => void
}

/** All time zones, by type-ahead. */
export function TimeZoneSelect({ value, onChange, ...props }: TimeZoneSelectProps) {
  const zones = [...new Set([value, 'UTC', ...Intl.supportedValuesOf('timeZone')])]
  return (
    <Select
      {...props}
      searchable
      limit={maxOffered}
      data={zones}
      value={value}
      selectFirstOptionOnChange
      // Within the page's landmark; and the list scrolls by itself, since a box in a listbox would take the focus.
      comboboxProps={{ withinPortal: false }}
      withScrollArea={false}
      styles={{ options: { maxHeight: 240, overflowY: 'auto' } }}
      onChange={(zone) => {
        if (zone) onChange(zone)
      }}
    />
  )
}
