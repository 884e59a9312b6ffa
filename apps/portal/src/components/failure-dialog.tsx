import { late } from './late'

/** What went wrong, where the page has no place to say so: mounted while it is said. */
export const FailureDialog = late(() => import('./failure-window').then((module) => module.FailureWindow))
