import dynamic from 'next/dynamic'
import { loadConfirmDialogs } from './confirm-dialog'
import type { ReasonDialogProps } from './reason-window'

/** Asks before something is done, and why: mount it when it is to be asked. */
export const ReasonDialog = dynamic<ReasonDialogProps>(
  () => loadConfirmDialogs().then((module) => module.ReasonWindow),
  { ssr: false },
)
