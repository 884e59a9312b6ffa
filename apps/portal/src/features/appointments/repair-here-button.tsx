'use client'

import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconDownload } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useClinical } from '@/trpc/contexts'
import { readFailure } from '@/trpc/failure'

/** Fetches somebody from the directory into the store that the form lists from. */
export function RepairHereButton({ userId, fullName }: { userId: string; fullName: string }) {
  const t = useTranslations('appointments.why')
  const queryClient = useQueryClient()
  const { clinicians, sync } = useClinical()
  const repair = useMutation(
    sync.repairUser.mutationOptions({
      onSuccess: () => notifications.show({ color: 'teal', message: t('repaired', { name: fullName }) }),
      onError: (error) => notifications.show({ color: 'red', message: readFailure(error).message }),
      onSettled: () => queryClient.invalidateQueries({ queryKey: clinicians.pathKey() }),
    }),
  )
  return (
    <Button
      size="compact-sm"
      maw="100%"
      leftSection={<IconDownload size={16} aria-hidden />}
      loading={repair.isPending}
      onClick={() => repair.mutate({ id: userId })}
    >
      {t('action.repair', { name: fullName })}
    </Button>
  )
}
