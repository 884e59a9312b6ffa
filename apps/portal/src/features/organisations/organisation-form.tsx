'use client'

import { Button, Fieldset, Group, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { TimeZoneSelect, useBrowserTimeZone } from '@/components/time-zone-select'
import { NewPasswordField } from '../sign-in/new-password-field'
import { useSubmitOnce } from '../users/use-submit-once'
import {
  findOrganisationFaults,
  type OrganisationField,
  type OrganisationValues,
  organisationFields,
  trimOrganisation,
} from './organisation-values'

export type NewOrganisation = OrganisationValues & { timeZone: string }

export interface OrganisationFormProps {
  /** The administrator chooses a password here, because no mail can reach them yet. */
  withPassword?: boolean
  submitLabel: ReactNode
  /** What the service found wrong, by field; nothing when it is done or the fault is shown elsewhere. */
  onSubmit: (organisation: NewOrganisation) => Promise<Partial<Record<OrganisationField, string>> | undefined>
  onCancel?: () => void
  /** What is wrong with it as a whole. */
  fault: ReactNode
}

const empty: OrganisationValues = { name: '', firstName: '', lastName: '', email: '', password: '' }

/** A new organisation and the first of its administrators. */
export function OrganisationForm({
  withPassword = false,
  submitLabel,
  onSubmit,
  onCancel,
  fault,
}: OrganisationFormProps) {
  const t = useTranslations('organisations')
  const common = useTranslations('common.actions')
  const browserZone = useBrowserTimeZone()
  const [chosenZone, setChosenZone] = useState<string | null>(null)
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: empty,
    validate: (values) =>
      Object.fromEntries(
        Object.entries(findOrganisationFaults(values, withPassword)).map(([field, name]) => [
          field,
          t(`errors.${name}`),
        ]),
      ),
  })
  const focusFirst = (faults: Record<string, unknown>) => {
    const first = organisationFields.find((field) => faults[field])
    if (first) form.getInputNode(first)?.focus()
  }
  const submit = useSubmitOnce(async (values: OrganisationValues) => {
    const faults = await onSubmit({ ...trimOrganisation(values), timeZone: chosenZone ?? browserZone })
    if (!faults) return
    form.setErrors(faults)
    focusFirst(faults)
  })
  const props = (field: OrganisationField) => ({
    label: t(`fields.${field}`),
    key: form.key(field),
    ...form.getInputProps(field),
  })

  return (
    <form noValidate onSubmit={form.onSubmit(submit, focusFirst)}>
      <Stack gap="md">
        {fault}
        <Fieldset legend={t('organisation')}>
          <Stack gap="md">
            <TextInput {...props('name')} required autoComplete="organization" autoFocus data-autofocus />
            <TimeZoneSelect
              label={t('fields.timeZone')}
              description={t('timeZoneHint')}
              value={chosenZone ?? browserZone}
              onChange={setChosenZone}
            />
          </Stack>
        </Fieldset>
        <Fieldset legend={t('administrator')}>
          <Stack gap="md">
            <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
              <TextInput {...props('firstName')} required autoComplete={withPassword ? 'given-name' : 'off'} />
              <TextInput {...props('lastName')} required autoComplete={withPassword ? 'family-name' : 'off'} />
            </SimpleGrid>
            <TextInput {...props('email')} required type="email" autoComplete={withPassword ? 'username' : 'off'} />
            {withPassword && <NewPasswordField {...props('password')} required />}
          </Stack>
        </Fieldset>
        <Group justify="flex-end">
          {onCancel && (
            <Button variant="default" onClick={onCancel}>
              {common('cancel')}
            </Button>
          )}
          <Button type="submit" loading={form.submitting}>
            {submitLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
