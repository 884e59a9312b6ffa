import dynamic from 'next/dynamic'
import type { ConfirmDialogProps } from './confirm-window'

/** Brings the code of every dialog that asks for a confirmation, the one with a reason included. */
export const loadConfirmDialogs = () => import('./reason-window')

/** Asks before something is done. */
export const ConfirmDialog = dynamic<ConfirmDialogProps>(
  () => import('./confirm-window').then((module) => module.ConfirmWindow),
  { ssr: false },
)
