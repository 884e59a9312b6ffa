'use client'

import { ConfirmDialog, type ConfirmDialogProps } from './confirm-dialog'
import { ReasonField } from './reason-field'
import type { ReasonedDeed } from './reasons'
import { useReason } from './use-reason'

export interface ReasonDialogProps extends Omit<ConfirmDialogProps, 'opened' | 'onConfirm'> {
  deed: ReasonedDeed
  onConfirm: (reason: string) => void
}

/** Asks before something is done, and why: mount it when it is to be asked. */
export function ReasonDialog({ deed, onConfirm, children, ...dialog }: ReasonDialogProps) {
  const { field, read } = useReason(deed)
  const confirm = () => {
    const reason = read()
    if (reason !== null) onConfirm(reason)
  }
  return (
    <ConfirmDialog {...dialog} opened onConfirm={confirm}>
      {children && <div style={{ marginBottom: 16 }}>{children}</div>}
      <ReasonField {...field} />
    </ConfirmDialog>
  )
}
