'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { notify } from '@/components/notify'
import { ReasonDialog } from '@/components/reason-dialog'
import { useDirectory } from '@/trpc/contexts'
import type { Hold } from './read-hold'

export type Decision = 'approve' | 'reject'

export interface DecideHoldDialogProps {
  hold: Hold
  decision: Decision
  onClose: () => void
}

/** Says what follows for how many people before a hold is let go or undone. */
export function DecideHoldDialog({ hold: { id, people }, decision, onClose }: DecideHoldDialogProps) {
  const t = useTranslations(`sync.held.${decision}`)
  const { sync } = useDirectory()
  const queryClient = useQueryClient()
  const handlers = {
    onSuccess: () => {
      notify({ text: t('done', { count: people }) })
      onClose()
    },
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey: sync.held.queryKey() })
      void queryClient.invalidateQueries({ queryKey: sync.overview.queryKey() })
    },
  }
  const decisions = {
    approve: useMutation(sync.approve.mutationOptions(handlers)),
    reject: useMutation(sync.reject.mutationOptions(handlers)),
  }
  const { mutate, isPending, error } = decisions[decision]
  return (
    <ReasonDialog
      deed={decision}
      onClose={onClose}
      title={t('title', { count: people })}
      confirmLabel={t('button', { count: people })}
      onConfirm={(reason) => mutate({ id, reason })}
      pending={isPending}
      danger={decision === 'approve'}
      error={error}
    >
      {t('consequence', { count: people })}
    </ReasonDialog>
  )
}
