'use client'

import { Modal } from '@mantine/core'
import { ErrorState, type ErrorStateProps } from './error-state'

export interface FailureDialogProps extends Pick<ErrorStateProps, 'error' | 'onRetry'> {
  title: string
  onClose: () => void
}

/** What `FailureDialog` shows; reached through it alone. */
export function FailureWindow({ title, onClose, ...failure }: FailureDialogProps) {
  return (
    <Modal opened onClose={onClose} title={title}>
      <ErrorState {...failure} />
    </Modal>
  )
}
