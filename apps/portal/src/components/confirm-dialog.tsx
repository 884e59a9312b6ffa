import { late } from './late'

/** Asks before something is done. */
export const ConfirmDialog = late(() => import('./confirm-window').then((module) => module.ConfirmWindow))
