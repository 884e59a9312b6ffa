'use client'

import { useTranslations } from 'next-intl'
import { ReasonDialog } from '@/components/reason-dialog'
import type { SubscriberName } from '../subscriber-view'
import type { ReconcileRun } from './read-run'
import { useReconcileDeeds } from './use-reconcile-deeds'

export interface ReconcileDialogProps {
  name: SubscriberName
  mode: ReconcileRun['mode']
  onClose: () => void
}

/** Starts a reconcile or its preview, once it is said why; its report opens by itself. */
export function ReconcileDialog({ name, mode, onClose }: ReconcileDialogProps) {
  const t = useTranslations('sync.reconcile')
  const service = useTranslations('common.services')(name)
  const { start } = useReconcileDeeds(name)
  return (
    <ReasonDialog
      deed="reconcile"
      onClose={onClose}
      title={t(`ask.${mode}.title`, { service })}
      confirmLabel={t(mode)}
      onConfirm={(reason) => start.mutate({ mode, reason }, { onSuccess: onClose })}
      pending={start.isPending}
      error={start.error}
    >
      {t(`ask.${mode}.consequence`, { service })}
    </ReasonDialog>
  )
}
