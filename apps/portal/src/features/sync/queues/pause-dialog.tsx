'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { notify } from '@/components/notify'
import { ReasonDialog } from '@/components/reason-dialog'
import { useDirectory } from '@/trpc/contexts'
import type { SubscriberName } from '../subscriber-view'

export interface PauseDialogProps {
  name: SubscriberName
  /** Messages that wait already. */
  waiting: number
  onClose: () => void
}

/** Says what a pause means, and asks why, so that the next person knows. */
export function PauseDialog({ name, waiting, onClose }: PauseDialogProps) {
  const t = useTranslations('sync.queues')
  const service = useTranslations('common.services')(name)
  const { sync } = useDirectory()
  const queryClient = useQueryClient()
  const pause = useMutation(
    sync.pause.mutationOptions({
      onSuccess: () => {
        notify({ tone: 'told', text: t('pausedNow', { service }) })
        onClose()
      },
      onSettled: () => queryClient.invalidateQueries({ queryKey: sync.overview.queryKey() }),
    }),
  )
  return (
    <ReasonDialog
      deed="pause"
      onClose={onClose}
      title={t('pauseTitle', { service })}
      confirmLabel={t('pause', { service })}
      onConfirm={(reason) => pause.mutate({ subscriber: name, reason })}
      pending={pause.isPending}
      error={pause.error}
    >
      {t('pauseConsequence', { service, count: waiting })}
    </ReasonDialog>
  )
}
