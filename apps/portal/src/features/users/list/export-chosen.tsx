'use client'

import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { FailureDialog } from '@/components/failure-dialog'
import { type ChosenExport, downloadChosen } from './download-chosen'

/** Exports exactly the people chosen, as the list shows them. */
export function ExportChosen({ disabled, ...choice }: ChosenExport & { disabled: boolean }) {
  const t = useTranslations('users.bulk')
  const download = useMutation({ mutationFn: downloadChosen })
  return (
    <>
      <Button
        variant="default"
        disabled={disabled}
        loading={download.isPending}
        leftSection={<IconDownload size={16} aria-hidden />}
        onClick={() => download.mutate(choice)}
      >
        {t('export')}
      </Button>
      {download.isError && (
        <FailureDialog
          title={t('notExported')}
          error={download.error}
          onRetry={() => download.mutate(choice)}
          onClose={download.reset}
        />
      )}
    </>
  )
}
