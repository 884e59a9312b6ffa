'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { notify } from '@/components/notify'
import { ReasonDialog } from '@/components/reason-dialog'
import { useDirectory } from '@/trpc/contexts'
import type { PauseDialogProps } from './pause-dialog'

/** Lets a queue go on, once it is said why. */
export function ResumeDialog({ name, waiting, onClose }: PauseDialogProps) {
  const t = useTranslations('sync.queues')
  const service = useTranslations('common.services')(name)
  const { sync } = useDirectory()
  const queryClient = useQueryClient()
  const resume = useMutation(
    sync.resume.mutationOptions({
      onSuccess: () => {
        notify({ text: t('resumed', { service }) })
        onClose()
      },
      onSettled: () => queryClient.invalidateQueries({ queryKey: sync.overview.queryKey() }),
    }),
  )
  return (
    <ReasonDialog
      deed="resume"
      onClose={onClose}
      title={t('resumeTitle', { service })}
      confirmLabel={t('resume', { service })}
      onConfirm={(reason) => resume.mutate({ subscriber: name, reason })}
      pending={resume.isPending}
      error={resume.error}
    >
      {t('resumeConsequence', { service, count: waiting })}
    </ReasonDialog>
  )
}
