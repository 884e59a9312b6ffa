import { late } from '@/components/late'

// What opens on a click doesn't weigh on the page.
export const AppointmentDialog = late(() => import('./appointment-dialog').then((module) => module.AppointmentDialog))
export const CancelDialog = late(() => import('./cancel-dialog').then((module) => module.CancelDialog))
