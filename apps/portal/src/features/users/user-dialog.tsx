import dynamic from 'next/dynamic'
import type { UserDialogProps } from './user-window'

/** Brings what the menu of a user opens. */
export const loadUserDialogs = () => import('./user-window')

/** Asks before something is done with one user: mount it when it is to be asked. */
export const UserDialog = dynamic<UserDialogProps>(() => loadUserDialogs().then((module) => module.UserWindow), {
  ssr: false,
})
