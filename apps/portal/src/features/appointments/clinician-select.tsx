'use client'

import { Group, Select, type SelectProps, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { UserAvatar } from '@/components/user-avatar'
import type { Clinician } from './appointment'
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
  const [offered, setOffered] = useState<{ id: string; name: string } | null>(null)
  const nameOfChosen = offered?.id === value ? offered.name : chosenName
  // What the field shows of the person chosen is no search.
  const typed = search === nameOfChosen ? '' : search
  const { clinicians, query, answered, total } = useClinicians(typed, roles)
  const byId = new Map(clinicians.map((clinician) => [clinician.id, clinician]))
  const more = answered && total !== undefined ? total - clinicians.length : 0
  const choose = (id: string | null) => {
    const chosen = id === null ? undefined : byId.get(id)
    setOffered(chosen ? { id: chosen.id, name: chosen.fullName } : null)
    onChange(chosen ?? null)
  }
  return (
    <Select
      {...rest}
      data-field={field}
      searchable
      selectFirstOptionOnChange
      autoComplete="off"
      value={value}
      onChange={choose}
      onSearchChange={setSearch}
      data={clinicians.map(({ id, fullName }) => ({ value: id, label: fullName }))}
      filter={({ options }) => options}
      nothingFoundMessage={query.isError ? t('failed') : query.isFetching ? t('searching') : t('nobody')}
      clearButtonProps={{ 'aria-label': t('clear') }}
      description={more > 0 ? t('more', { count: more }) : undefined}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      maxDropdownHeight={352}
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
