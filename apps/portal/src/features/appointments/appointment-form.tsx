'use client'

import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ErrorState } from '@/components/error-state'
import { useMay } from '@/frame/me-provider'
import type { Clinician } from './appointment'
import { ClinicianSelect } from './clinician-select'
import { NotListed } from './not-listed'
import { SlotFields } from './slot-fields'
import { useAppointmentForm } from './use-appointment-form'
import { type ClinicalRole, everyClinician, useChosenClinician, useClinicianById } from './use-clinicians'

const doctors: ClinicalRole[] = ['doctor']

/** Made to be filled from the keyboard, top to bottom; it stays for the next one after booking. */
export function AppointmentForm() {
  const t = useTranslations('appointments.form')
  const common = useTranslations('common.actions')
  const router = useRouter()
  const booksForAll = useMay('appointments.read')
  const { form, formRef, submit, pending, chooseClinician, unplacedError, draft } = useAppointmentForm()
  const [clinician, setClinician] = useState<Clinician | null>(null)
  // Taken from the address or the draft, where only the id stands.
  const { clinicianId } = form.values
  const found = useClinicianById(clinicianId && clinicianId !== clinician?.id ? clinicianId : null)
  if (found && found.id === clinicianId && found.id !== clinician?.id) setClinician(found)
  if (!clinicianId && clinician) setClinician(null)
  // Clinicians are offered themselves alone, whatever they are; and whoever was chosen in the calendar stays chosen.
  const bookable = booksForAll && (clinician === null || clinician.role === 'doctor') ? doctors : everyClinician
  const { now, gone } = useChosenClinician(clinician, bookable)
  // Renamed meanwhile: the new name is the one to look for, and to speak of.
  if (now && clinician && now.version > clinician.version) setClinician(now)
  const [typed, setTyped] = useState('')
  const choose = (chosen: Clinician | null) => {
    setTyped('')
    setClinician(chosen)
    chooseClinician(chosen)
  }
  return (
    <form ref={formRef} noValidate onSubmit={submit}>
      <Stack gap="md">
        {draft.restored && (
          <Group gap="xs" role="status">
            <Text size="sm">{t('draft.restored')}</Text>
            <Button variant="subtle" size="compact-sm" onClick={draft.startOver}>
              {t('draft.clear')}
            </Button>
          </Group>
        )}
        {unplacedError && <ErrorState error={unplacedError} />}
        <TextInput
          {...form.getInputProps('patientName')}
          data-field="patientName"
          label={t('fields.patientName')}
          required
          autoComplete="off"
          autoFocus
        />
        <ClinicianSelect
          field="clinicianId"
          label={t('fields.clinicianId')}
          placeholder={t('clinicianHint')}
          required
          roles={bookable}
          value={form.values.clinicianId || null}
          // Someone taken from the explanation may not be among those offered at the moment.
          chosenName={now?.fullName}
          onChange={choose}
          onTyped={setTyped}
          note={booksForAll && <NotListed typed={typed} roles={bookable} onChoose={choose} />}
          error={
            gone && clinician
              ? t('errors.clinicianGone', { name: clinician.fullName })
              : found === null && clinicianId
                ? t('errors.clinicianLeft')
                : form.errors.clinicianId
          }
        />
        <SlotFields form={form} />
        <TextInput
          {...form.getInputProps('reason')}
          data-field="reason"
          label={t('fields.reason')}
          required
          autoComplete="off"
        />
        <Group justify="flex-end" mt="xs">
          <Button variant="default" onClick={() => router.push('/appointments')}>
            {common('cancel')}
          </Button>
          <Button type="submit" loading={pending}>
            {t('submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
