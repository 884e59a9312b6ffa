'use client'

import { Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { useDirectory } from '@/trpc/contexts'
import type { SubscriberName } from '../subscriber-view'

export interface PauseDialogProps {
  name: SubscriberName
  /** Messages that wait already. */
  waiting: number
  onClose: () => void
}

const longestReason = 500

/** Says what a pause means, and asks why, so that the next person knows. */
export function PauseDialog({ name, waiting, onClose }: PauseDialogProps) {
  const t = useTranslations('sync.queues')
  const service = useTranslations('common.services')(name)
  const [reason, setReason] = useState('')
  const { sync } = useDirectory()
  const queryClient = useQueryClient()
  const pause = useMutation(
    sync.pause.mutationOptions({
      onSuccess: () => {
        notifications.show({ message: t('pausedNow', { service }) })
        onClose()
      },
      onSettled: () => queryClient.invalidateQueries({ queryKey: sync.overview.queryKey() }),
    }),
  )
  const why = reason.trim()
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t('pauseTitle', { service })}
      confirmLabel={t('pause', { service })}
      onConfirm={() => pause.mutate({ subscriber: name, ...(why && { reason: why }) })}
      pending={pause.isPending}
      error={pause.error}
    >
      <Text mb="md">{t('pauseConsequence', { service, count: waiting })}</Text>
      <TextInput
        label={t('reason')}
        description={t('reasonHint')}
        value={reason}
        maxLength={longestReason}
        onChange={({ currentTarget: { value } }) => setReason(value)}
      />
    </ConfirmDialog>
  )
}
