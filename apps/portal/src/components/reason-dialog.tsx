import { late } from './late'

/** Asks before something is done, and why: mount it when it is to be asked. */
export const ReasonDialog = late(() => import('./reason-window').then((module) => module.ReasonWindow))
