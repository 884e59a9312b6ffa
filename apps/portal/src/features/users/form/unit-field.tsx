'use client'

import { Autocomplete } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useDirectory } from '@/trpc/contexts'
import { stopWhenUnwanted } from '@/trpc/stop-when-unwanted'

export interface UnitFieldProps {
  label: string
  /** What the form gives a field that it doesn't hold the value of. */
  input: { key: string; onChange?: unknown; onBlur: () => void; [name: string]: unknown }
}

/** A ministry or department: any, with those that are in use offered while typing. */
export function UnitField({ label, input: { key, onChange, ...input } }: UnitFieldProps) {
  const [text, setText] = useState('')
  const [wanted, setWanted] = useState(false)
  const [search] = useDebouncedValue(text.trim(), 250)
  const { data } = useQuery(
    useDirectory().users.units.queryOptions(
      { ...(search && { search }), limit: 8 },
      { ...stopWhenUnwanted, enabled: wanted, placeholderData: keepPreviousData },
    ),
  )
  const change = (value: string) => {
    setText(value)
    if (typeof onChange === 'function') onChange(value)
  }
  return (
    <Autocomplete
      key={key}
      {...input}
      label={label}
      autoComplete="off"
      data={data?.items.flatMap(({ ministere }) => (ministere ? [ministere] : [])) ?? []}
      // The directory has searched already.
      filter={({ options }) => options}
      onChange={change}
      onFocus={() => setWanted(true)}
    />
  )
}
