'use client'

import { Button, Group, Stack, TextInput } from '@mantine/core'
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
import { type ClinicalRole, useChosenClinician } from './use-clinicians'

const doctors: ClinicalRole[] = ['doctor']
/** Clinicians are offered themselves alone, whatever they are. */
const anyClinician: ClinicalRole[] = ['doctor', 'nurse', 'pharmacist', 'consultant']

/** Made to be filled from the keyboard, top to bottom; it stays for the next one after booking. */
export function AppointmentForm() {
  const t = useTranslations('appointments.form')
  const common = useTranslations('common.actions')
  const router = useRouter()
  const booksForAll = useMay('appointments.read')
  const bookable = booksForAll ? doctors : anyClinician
  const { form, formRef, submit, pending, chooseClinician, unplacedError } = useAppointmentForm()
  const [clinician, setClinician] = useState<Clinician | null>(null)
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
          error={gone && clinician ? t('errors.clinicianGone', { name: clinician.fullName }) : form.errors.clinicianId}
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
