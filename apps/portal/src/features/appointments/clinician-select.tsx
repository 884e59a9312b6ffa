'use client'

import { Group, Select, type SelectProps, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { type KeyboardEvent, type ReactNode, useEffect, useState } from 'react'
import { UserAvatar } from '@/components/user-avatar'
import type { Clinician } from './appointment'
import { listProps } from './list-props'
import { type ClinicalRole, useClinicians } from './use-clinicians'

export interface ClinicianSelectProps
  extends Pick<SelectProps, 'required' | 'clearable' | 'error' | 'placeholder' | 'maw' | 'w' | 'className' | 'size'> {
  label: ReactNode
  roles: ClinicalRole[]
  value: string | null
  /** What the field shows of somebody chosen who isn't among those offered now. */
  chosenName?: string | undefined
  onChange: (clinician: Clinician | null) => void
  /** Marks the input, for a form that has to find it. */
  field?: string
}

/** A type-ahead over everyone who can be booked. Who arrives or leaves meanwhile shows without a reload. */
export function ClinicianSelect({ roles, value, chosenName, onChange, field, ...rest }: ClinicianSelectProps) {
  const t = useTranslations('appointments.clinicians')
  const [search, setSearch] = useState('')
  // The field also shows the name of the person chosen, which is no search.
  const [typing, setTyping] = useState(false)
  const { clinicians, query, answered, total } = useClinicians(typing ? search : '', roles)
  const [chosen, setChosen] = useState<Clinician | null>(null)
  const byId = new Map(clinicians.map((clinician) => [clinician.id, clinician]))
  const choose = (id: string | null) => {
    const clinician = (id === null ? undefined : byId.get(id)) ?? null
    setChosen(clinician)
    onChange(clinician)
  }
  const [opened, setOpened] = useState(false)
  // Enter came before the service's answer: whoever stands first in it is meant.
  const [takeFirst, setTakeFirst] = useState(false)
  const first = clinicians[0]
  useEffect(() => {
    if (!takeFirst || !answered) return
    setTakeFirst(false)
    if (!first) return
    setTyping(false)
    setOpened(false)
    setChosen(first)
    onChange(first)
  }, [takeFirst, answered, first, onChange])
  const holdEnter = (event: KeyboardEvent) => {
    setTakeFirst(false)
    if (event.key !== 'Enter' || !typing || clinicians.length > 0) return
    // A name that leads to nobody must not send the form off.
    event.preventDefault()
    setTakeFirst(!answered)
  }
  // Someone who isn't among those offered has no label there.
  const known = value !== null && (byId.has(value) || chosen?.id === value)
  const unlisted = value !== null && !known && chosenName ? [{ value, label: chosenName, disabled: true }] : []
  // What the list can't say: that it is empty, or not the whole. An empty list isn't opened.
  const more = answered && total !== undefined ? total - clinicians.length : 0
  const nobody = answered && query.isSuccess && clinicians.length === 0
  const hint = query.isError ? t('failed') : nobody ? t('nobody') : more > 0 ? t('more', { count: more }) : undefined
  return (
    <Select
      {...rest}
      data-field={field}
      searchable
      selectFirstOptionOnChange
      // A list that opens by itself would cover what is said below the field.
      openOnFocus={false}
      autoComplete="off"
      value={value}
      onChange={choose}
      onSearchChange={setSearch}
      onInput={() => setTyping(true)}
      onOptionSubmit={() => setTyping(false)}
      onKeyDown={holdEnter}
      dropdownOpened={opened}
      onDropdownOpen={() => setOpened(true)}
      onDropdownClose={() => {
        setOpened(false)
        setTyping(false)
        setTakeFirst(false)
      }}
      onFocus={(event) => event.currentTarget.select()}
      data={[...clinicians.map(({ id, fullName }) => ({ value: id, label: fullName })), ...unlisted]}
      filter={({ options }) => options}
      clearButtonProps={{ 'aria-label': t('clear') }}
      description={hint}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      {...listProps}
      renderOption={({ option }) => <ClinicianOption name={option.label} clinician={byId.get(option.value)} />}
    />
  )
}

function ClinicianOption({ name, clinician }: { name: string; clinician: Clinician | undefined }) {
  const roleNames = useTranslations('common.roles')
  const role = clinician?.role
  const known = (['doctor', 'nurse', 'pharmacist', 'consultant'] as const).find((clinical) => clinical === role)
  const facts = [known && roleNames(known), clinician?.ministere].filter(Boolean)
  return (
    <Group gap="sm" wrap="nowrap">
      <UserAvatar name={name} src={clinician?.avatar ?? null} size={32} />
      <div style={{ minWidth: 0 }}>
        <bdi>{name}</bdi>
        <Text size="xs" c="dimmed" truncate>
          {facts.join(' · ')}
        </Text>
      </div>
    </Group>
  )
}
