'use client'

import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { notify } from '@/components/notify'
import { ReasonDialog } from '@/components/reason-dialog'
import { useClinical } from '@/trpc/contexts'

/** Fetches somebody from the directory into the store that the form lists from. */
export function RepairHereButton({ userId, fullName }: { userId: string; fullName: string }) {
  const t = useTranslations('appointments.why')
  const queryClient = useQueryClient()
  const { clinicians, sync } = useClinical()
  const [asking, setAsking] = useState(false)
  const repair = useMutation(
    sync.repairUser.mutationOptions({
      onSuccess: () => {
        notify({ text: t('repaired', { name: fullName }) })
        setAsking(false)
      },
      onSettled: () => queryClient.invalidateQueries({ queryKey: clinicians.pathKey() }),
    }),
  )
  return (
    <>
      <Button
        size="compact-sm"
        maw="100%"
        leftSection={<IconDownload size={16} aria-hidden />}
        onClick={() => setAsking(true)}
      >
        {t('action.repair', { name: fullName })}
      </Button>
      {asking && (
        <ReasonDialog
          deed="repair"
          onClose={() => setAsking(false)}
          title={t('repairTitle', { name: fullName })}
          confirmLabel={t('action.repair', { name: fullName })}
          onConfirm={(reason) => repair.mutate({ id: userId, reason })}
          pending={repair.isPending}
          error={repair.error}
        >
          {t('repairHint')}
        </ReasonDialog>
      )}
    </>
  )
}
