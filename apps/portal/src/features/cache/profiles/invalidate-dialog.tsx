'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { notify } from '@/components/notify'
import { ReasonDialog } from '@/components/reason-dialog'
import { useChat } from '@/trpc/contexts'

export interface InvalidateDialogProps {
  id: string
  name: string
  onClose: () => void
}

export function InvalidateDialog({ id, name, onClose }: InvalidateDialogProps) {
  const t = useTranslations('cache.invalidate')
  const chat = useChat()
  const queryClient = useQueryClient()
  const invalidate = useMutation(
    chat.cache.invalidate.mutationOptions({
      onSuccess: ({ removed }) => {
        notify({ tone: 'told', text: t(removed ? 'done' : 'wasGone', { name }) })
        void queryClient.invalidateQueries({ queryKey: chat.cache.pathKey() })
        void queryClient.invalidateQueries({ queryKey: chat.sync.versions.queryKey() })
        onClose()
      },
    }),
  )
  return (
    <ReasonDialog
      deed="invalidate"
      onClose={onClose}
      title={t('title', { name })}
      confirmLabel={t('confirm')}
      onConfirm={(reason) => invalidate.mutate({ id, reason })}
      pending={invalidate.isPending}
      error={invalidate.error}
    >
      {t('consequence', { name })}
    </ReasonDialog>
  )
}
