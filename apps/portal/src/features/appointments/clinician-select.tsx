'use client'

import { Group, Select, type SelectProps, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { UserAvatar } from '@/components/user-avatar'
import type { Clinician } from './appointment'
import { listProps } from './list-props'
import type { ClinicalRole } from './use-clinicians'
import { useTypeAhead } from './use-type-ahead'

// The last line of a list that is not the whole.
const notTheWhole = '~more'

export interface ClinicianSelectProps
  extends Pick<SelectProps, 'required' | 'clearable' | 'error' | 'placeholder' | 'maw' | 'w' | 'className' | 'size'> {
  label: ReactNode
  roles: ClinicalRole[]
  value: string | null
  /** What the field shows of somebody chosen who isn't among those offered now. */
  chosenName?: string | undefined
  onChange: (clinician: Clinician | null) => void
  /** Told of what a person types, not of the name that the field shows once somebody is chosen. */
  onTyped?: (text: string) => void
  /** Marks the input, for a form that has to find it. */
  field?: string
  /** Stands right below the input: what is said of the list comes and goes under it, and moves nothing. */
  note?: ReactNode
}

/** A type-ahead over everyone who can be booked. Who arrives or leaves meanwhile shows without a reload. */
export function ClinicianSelect(props: ClinicianSelectProps) {
  const { roles, value, chosenName, onChange, onTyped, field, note, ...select } = props
  const t = useTranslations('appointments.clinicians')
  const [chosen, setChosen] = useState<Clinician | null>(null)
  const choose = (clinician: Clinician | null) => {
    setChosen(clinician)
    onChange(clinician)
  }
  const { found, inputProps } = useTypeAhead(roles, { onChoose: choose, onTyped })
  const { clinicians, query, answered, total } = found
  const byId = new Map(clinicians.map((clinician) => [clinician.id, clinician]))
  // Someone who isn't among those offered has no label there.
  const known = value !== null && (byId.has(value) || chosen?.id === value)
  const unlisted = value !== null && !known && chosenName ? [{ value, label: chosenName, disabled: true }] : []
  const more = answered && total !== undefined ? total - clinicians.length : 0
  const rest = more > 0 ? [{ value: notTheWhole, label: t('more', { count: more }), disabled: true }] : []
  // An empty list isn't opened, so it can't say so itself.
  const nobody = answered && query.isSuccess && clinicians.length === 0
  const hint = query.isError ? t('failed') : nobody ? t('nobody') : undefined
  return (
    <Select
      {...select}
      data-field={field}
      searchable
      selectFirstOptionOnChange
      // A list that opens by itself would cover what is said below the field.
      openOnFocus={false}
      autoComplete="off"
      value={value}
      onChange={(id) => choose((id === null ? undefined : byId.get(id)) ?? null)}
      {...inputProps}
      onFocus={(event) => event.currentTarget.select()}
      data={[...clinicians.map(({ id, fullName }) => ({ value: id, label: fullName })), ...unlisted, ...rest]}
      filter={({ options }) => options}
      clearButtonProps={{ 'aria-label': t('clear') }}
      description={hint}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      inputContainer={(input) => (
        <>
          {input}
          {note}
        </>
      )}
      {...listProps}
      renderOption={({ option }) =>
        option.value === notTheWhole ? (
          option.label
        ) : (
          <ClinicianOption name={option.label} clinician={byId.get(option.value)} />
        )
      }
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
