'use client'

import { Button } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { notify } from '@/components/notify'
import { useDirectory } from '@/trpc/contexts'
import type { Standing } from '@/trpc/routers'
import { ReasonDialog } from './reason-dialog'

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
  const [asking, setAsking] = useState(false)
  const retry = useMutation(
    sync.retry.mutationOptions({
      onSuccess: () => {
        notify({ text: t('retrying', { name }) })
        setAsking(false)
      },
      onSettled: () => queryClient.invalidateQueries({ queryKey: sync.matrix.pathKey() }),
    }),
  )
  return (
    <>
      <Button size="compact-sm" leftSection={<IconRefresh size={16} aria-hidden />} onClick={() => setAsking(true)}>
        {t('retry')}
      </Button>
      {asking && (
        <ReasonDialog
          deed="retry"
          onClose={() => setAsking(false)}
          title={t('retryTitle', { name })}
          confirmLabel={t('retry')}
          onConfirm={(reason) => retry.mutate({ subscriber: service, ids: [parkedId], reason })}
          pending={retry.isPending}
          error={retry.error}
        />
      )}
    </>
  )
}
