'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useFormatter, useTranslations } from 'next-intl'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { notify } from '@/components/notify'
import { useClinical } from '@/trpc/contexts'
import type { Appointment } from './appointment'
import { useTimeSpan } from './time-span'

/** Asks before an appointment is given up, and says whose time that frees. */
export function CancelDialog({ appointment, onClose }: { appointment: Appointment; onClose: () => void }) {
  const t = useTranslations('appointments.cancel')
  const format = useFormatter()
  const span = useTimeSpan()
  const { appointments } = useClinical()
  const queryClient = useQueryClient()
  const { id, patientName: patient, clinicianName: clinician, timeZone } = appointment
  const cancel = useMutation(
    appointments.cancel.mutationOptions({
      onSuccess: async () => {
        notify({ text: t('done', { patient }), confidential: true })
        await queryClient.invalidateQueries({ queryKey: appointments.pathKey() })
        onClose()
      },
    }),
  )
  const [startsAt, endsAt] = [new Date(appointment.startsAt), new Date(appointment.endsAt)]
  const day = format.dateTime(startsAt, { weekday: 'long', day: 'numeric', month: 'long', timeZone })
  const free = { clinician, day, time: span(startsAt, endsAt, timeZone), zone: timeZone }
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t('title', { patient })}
      confirmLabel={t('confirm')}
      cancelLabel={t('keep')}
      onConfirm={() => cancel.mutate({ id })}
      pending={cancel.isPending}
      danger
      error={cancel.error}
    >
      {t(appointment.clinicianActive ? 'consequence' : 'consequenceLeft', free)}
    </ConfirmDialog>
  )
}
