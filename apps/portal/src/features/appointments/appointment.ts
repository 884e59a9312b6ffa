import type { ClinicalOut } from '@/trpc/routers'

export type Appointment = ClinicalOut['appointments']['list']['items'][number]
export type Clinician = ClinicalOut['clinicians']['list']['items'][number]

export type AppointmentState = 'booked' | 'needsClinician' | 'cancelled' | 'over'

/** Only what is still to come can need someone else. */
export function stateOf(appointment: Appointment, now: Date): AppointmentState {
  if (appointment.cancelledAt) return 'cancelled'
  if (new Date(appointment.endsAt) <= now) return 'over'
  return appointment.clinicianActive ? 'booked' : 'needsClinician'
}
