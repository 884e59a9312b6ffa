'use client'

import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { useDirectory } from '@/trpc/contexts'
import type { ImportRun } from './import-queries'

/** Ends an import: before it is applied nothing has happened, afterwards what is written stays. */
export function CancelImport({ run }: { run: ImportRun }) {
  const t = useTranslations('import.cancel')
  const [isAsking, setIsAsking] = useState(false)
  const { users } = useDirectory()
  const queryClient = useQueryClient()
  const cancel = useMutation(
    users.import.cancel.mutationOptions({
      onSuccess: () => setIsAsking(false),
      onSettled: () => queryClient.invalidateQueries({ queryKey: users.import.pathKey() }),
    }),
  )
  return (
    <>
      <Button variant="default" size="compact-sm" onClick={() => setIsAsking(true)}>
        {t('button')}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        onClose={() => setIsAsking(false)}
        title={t('title')}
        confirmLabel={t('button')}
        cancelLabel={t('keep')}
        onConfirm={() => cancel.mutate({ id: run.id })}
        pending={cancel.isPending}
        error={cancel.error}
        danger
      >
        {run.state === 'applying' ? t('whileApplying') : t('before')}
      </ConfirmDialog>
    </>
  )
}
