'use client'

import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { ErrorState } from '@/components/error-state'
import { useMe } from '@/frame/me-provider'
import type { Clinician } from './appointment'
import { ClinicianSelect } from './clinician-select'
import { emptyForm, type FormField, type FormValues, findFaults, formFields } from './form-values'
import { NotListed } from './not-listed'
import { SlotFields } from './slot-fields'
import { useBookedToast } from './use-booked-toast'
import { useBooking } from './use-booking'
import { type ClinicalRole, useChosenClinician } from './use-clinicians'
import { dayOf } from './zoned-time'

const bookable: ClinicalRole[] = ['doctor']

/** Made to be filled from the keyboard, top to bottom; it stays for the next one after booking. */
export function AppointmentForm() {
  const t = useTranslations('appointments.form')
  const common = useTranslations('common.actions')
  const router = useRouter()
  const { timeZone } = useMe().organisation
  const form = useForm<FormValues>({
    initialValues: emptyForm(timeZone, dayOf(new Date(), timeZone)),
    validate: (values) =>
      Object.fromEntries(
        Object.entries(findFaults(values, new Date())).map(([field, fault]) => [field, t(`errors.${fault}`)]),
      ),
  })
  const [clinician, setClinician] = useState<Clinician | null>(null)
  const { now: clinicianNow, gone } = useChosenClinician(clinician, bookable)
  // Renamed meanwhile: the new name is the one to look for, and to speak of.
  if (clinicianNow && clinician && clinicianNow.version > clinician.version) setClinician(clinicianNow)
  const { book, isBusy, error, pending, reset } = useBooking()
  const [unplaced, setUnplaced] = useState(false)
  const showBooked = useBookedToast()
  const formRef = useRef<HTMLFormElement>(null)
  const focus = (field: FormField | null | undefined) => {
    const input = field && formRef.current?.querySelector<HTMLElement>(`[data-field="${field}"]`)
    if (input) input.focus()
  }
  const submit = async (values: FormValues) => {
    const outcome = await book(values)
    if (outcome === 'busy') return
    if ('booked' in outcome) {
      showBooked(outcome.booked)
      reset()
      setUnplaced(false)
      // The next patient often comes to the same clinician on the same day.
      form.setValues({ patientName: '', time: '', reason: '' })
      form.clearErrors()
      focus('patientName')
      return
    }
    setUnplaced(!outcome.refusals.some(({ field }) => field !== null))
    for (const { field, reason, message } of outcome.refusals) {
      if (field) form.setFieldError(field, reason ? t(`errors.${reason}`) : message)
    }
    focus(outcome.refusals[0]?.field)
  }
  const chooseClinician = (chosen: Clinician | null) => {
    setClinician(chosen)
    form.setFieldValue('clinicianId', chosen?.id ?? '')
    form.clearFieldError('time')
  }
  const checked = form.onSubmit(submit, (errors) => focus(formFields.find((field) => errors[field])))

  return (
    <form
      ref={formRef}
      noValidate
      onSubmit={(event) => {
        if (isBusy()) event.preventDefault()
        else checked(event)
      }}
    >
      <Stack gap="md">
        {unplaced && error && <ErrorState error={error} />}
        <TextInput
          {...form.getInputProps('patientName')}
          data-field="patientName"
          label={t('fields.patientName')}
          required
          autoComplete="off"
          autoFocus
        />
        <div>
          <ClinicianSelect
            field="clinicianId"
            label={t('fields.clinicianId')}
            placeholder={t('clinicianHint')}
            required
            roles={bookable}
            value={form.values.clinicianId || null}
            onChange={chooseClinician}
            error={
              gone && clinician ? t('errors.clinicianGone', { name: clinician.fullName }) : form.errors.clinicianId
            }
          />
          <NotListed />
        </div>
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
