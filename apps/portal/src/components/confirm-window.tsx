'use client'

import { Button, Group, Modal, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import type { FormEvent, ReactNode } from 'react'
import { ErrorState } from './error-state'

export interface ConfirmDialogProps {
  opened: boolean
  onClose: () => void
  title: ReactNode
  /** What follows from it. */
  children?: ReactNode
  /** Says what the button does, with the name: "Deactivate Tendai Moyo". */
  confirmLabel: ReactNode
  /** When "Cancel" could be read as the deed itself. */
  cancelLabel?: ReactNode
  onConfirm: () => void
  pending: boolean
  /** There is nothing to confirm. */
  disabled?: boolean
  danger?: boolean
  error?: unknown
}

/** What `ConfirmDialog` shows; reached through it alone. */
export function ConfirmWindow(props: ConfirmDialogProps) {
  const t = useTranslations('common.actions')
  const {
    opened,
    onClose,
    title,
    children,
    confirmLabel,
    cancelLabel,
    onConfirm,
    pending,
    disabled = false,
    danger,
    error,
  } = props
  const submit = (event: FormEvent) => {
    event.preventDefault()
    // React hands it on to the form of the page that opened the dialog.
    event.stopPropagation()
    if (!pending && !disabled) onConfirm()
  }
  return (
    <Modal opened={opened} onClose={onClose} title={title}>
      <form noValidate onSubmit={submit}>
        <Text component="div">{children}</Text>
        {error ? <ErrorState error={error} /> : null}
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={onClose} disabled={pending}>
            {cancelLabel ?? t('cancel')}
          </Button>
          <Button type="submit" color={danger ? 'red' : 'teal'} loading={pending} disabled={disabled} data-autofocus>
            {confirmLabel}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
