import dynamic from 'next/dynamic'

/** Brings what opens over the calendar and the list. */
export const loadDialogs = () => Promise.all([import('./appointment-dialog'), import('./cancel-dialog')])

// What opens on a click doesn't weigh on the page.
export const AppointmentDialog = dynamic(
  () => import('./appointment-dialog').then((module) => module.AppointmentDialog),
  { ssr: false },
)
export const CancelDialog = dynamic(() => import('./cancel-dialog').then((module) => module.CancelDialog), {
  ssr: false,
})
