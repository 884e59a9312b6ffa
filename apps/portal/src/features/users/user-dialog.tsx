import { late } from '@/components/late'

/** Asks before something is done with one user: mount it when it is to be asked. */
export const UserDialog = late(() => import('./user-window').then((module) => module.UserWindow))
