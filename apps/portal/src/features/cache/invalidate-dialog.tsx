'use client'

import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { useChat } from '@/trpc/contexts'

export interface InvalidateDialogProps {
  id: string
  name: string
  opened: boolean
  onClose: () => void
}

export function InvalidateDialog({ id, name, opened, onClose }: InvalidateDialogProps) {
  const t = useTranslations('cache.invalidate')
  const chat = useChat()
  const queryClient = useQueryClient()
  const invalidate = useMutation(
    chat.cache.invalidate.mutationOptions({
      onSuccess: ({ removed }) => {
        notifications.show({ message: t(removed ? 'done' : 'wasGone', { name }) })
        void queryClient.invalidateQueries({ queryKey: chat.cache.pathKey() })
        void queryClient.invalidateQueries({ queryKey: chat.sync.versions.queryKey() })
        onClose()
      },
    }),
  )
  const close = () => {
    invalidate.reset()
    onClose()
  }
  return (
    <ConfirmDialog
      opened={opened}
      onClose={close}
      title={t('title', { name })}
      confirmLabel={t('confirm')}
      onConfirm={() => invalidate.mutate({ id })}
      pending={invalidate.isPending}
      error={invalidate.error}
    >
      {t('consequence', { name })}
    </ConfirmDialog>
  )
}
