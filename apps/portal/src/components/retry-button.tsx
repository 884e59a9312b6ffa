'use client'

import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconRefresh } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useDirectory } from '@/trpc/contexts'
import { readFailure } from '@/trpc/failure'
import type { Standing } from '@/trpc/routers'

export interface RetryButtonProps {
  service: Standing['name']
  parkedId: string
  /** Whose change it is. */
  name: string
}

/** Tries a parked change once more. */
export function RetryButton({ service, parkedId, name }: RetryButtonProps) {
  const t = useTranslations('common.parked')
  const queryClient = useQueryClient()
  const { sync } = useDirectory()
  const retry = useMutation(
    sync.retry.mutationOptions({
      onSuccess: () => notifications.show({ color: 'teal', message: t('retrying', { name }) }),
      onError: (error) => notifications.show({ color: 'red', message: readFailure(error).message }),
      onSettled: () => queryClient.invalidateQueries({ queryKey: sync.matrix.pathKey() }),
    }),
  )
  return (
    <Button
      size="compact-sm"
      leftSection={<IconRefresh size={16} aria-hidden />}
      loading={retry.isPending}
      onClick={() => retry.mutate({ subscriber: service, ids: [parkedId] })}
    >
      {t('retry')}
    </Button>
  )
}
