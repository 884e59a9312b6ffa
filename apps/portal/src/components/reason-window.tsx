'use client'

import { type ConfirmDialogProps, ConfirmWindow } from './confirm-window'
import { ReasonField } from './reason-field'
import type { ReasonedDeed } from './reasons'
import { useReason } from './use-reason'

export interface ReasonDialogProps extends Omit<ConfirmDialogProps, 'opened' | 'onConfirm'> {
  deed: ReasonedDeed
  onConfirm: (reason: string) => void
}

/** What `ReasonDialog` shows; reached through it alone. */
export function ReasonWindow({ deed, onConfirm, children, ...dialog }: ReasonDialogProps) {
  const { field, read } = useReason(deed)
  const confirm = () => {
    const reason = read()
    if (reason !== null) onConfirm(reason)
  }
  return (
    <ConfirmWindow {...dialog} opened onConfirm={confirm}>
      {children && <div style={{ marginBottom: 16 }}>{children}</div>}
      <ReasonField {...field} />
    </ConfirmWindow>
  )
}
