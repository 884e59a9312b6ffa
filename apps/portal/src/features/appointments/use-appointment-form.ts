'use client'

import { useForm } from '@mantine/form'
import { useTranslations } from 'next-intl'
import { type FormEvent, useRef, useState } from 'react'
import { useMe } from '@/frame/me-provider'
import type { Clinician } from './appointment'
import { emptyForm, type FormField, type FormValues, findFaults, formFields, nextTime } from './form-values'
import { useBookedToast } from './use-booked-toast'
import { type BookingOutcome, useBooking } from './use-booking'
import { useDraft } from './use-draft'
import { usePrefill } from './use-prefill'
import { dayOf } from './zoned-time'

/** The form's values, and what comes of sending them: a toast, or a fault at the field that has to change. */
export function useAppointmentForm() {
  const t = useTranslations('appointments.form')
  const { timeZone } = useMe().organisation
  const given = usePrefill()
  const empty = emptyForm(timeZone, dayOf(new Date(), timeZone))
  const form = useForm<FormValues>({
    initialValues: { ...empty, ...given },
    validate: (values) =>
      Object.fromEntries(
        Object.entries(findFaults(values, new Date())).map(([field, fault]) => [
          field,
          t(`errors.${fault}`, { next: nextTime(values) }),
        ]),
      ),
  })
  const draft = useDraft(form, given, empty)
  const { book, isBusy, error, pending, reset } = useBooking()
  const [unplaced, setUnplaced] = useState(false)
  const showBooked = useBookedToast()
  const formRef = useRef<HTMLFormElement>(null)
  const focus = (field: FormField | null | undefined) => {
    if (field) formRef.current?.querySelector<HTMLElement>(`[data-field="${field}"]`)?.focus()
  }
  const takeOutcome = (outcome: BookingOutcome) => {
    if (outcome === 'busy') return
    if ('booked' in outcome) {
      showBooked(outcome.booked)
      reset()
      setUnplaced(false)
      draft.forget()
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
  const send = form.onSubmit(
    async (values) => takeOutcome(await book(values)),
    (faults) => focus(formFields.find((field) => faults[field])),
  )
  const submit = (event: FormEvent<HTMLFormElement>) => {
    if (isBusy()) event.preventDefault()
    else send(event)
  }
  const chooseClinician = (chosen: Clinician | null) => {
    form.setFieldValue('clinicianId', chosen?.id ?? '')
    form.clearFieldError('time')
  }
  const startOver = () => {
    draft.startOver()
    focus('patientName')
  }
  return {
    ...{ form, formRef, submit, pending, chooseClinician, unplacedError: unplaced ? error : null },
    draft: { restored: draft.restored, startOver },
  }
}
