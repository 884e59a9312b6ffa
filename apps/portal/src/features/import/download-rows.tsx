'use client'

import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useLocale, useTranslations } from 'next-intl'
import { languageOf } from '@/i18n/locale'
import type { ImportRun } from './import-queries'

/** The rows that are not applied, with what is wrong with each, as a file to mend and send again. */
export function DownloadRows({ run }: { run: ImportRun }) {
  const t = useTranslations('import')
  const language = languageOf(useLocale())
  return (
    <Button
      component="a"
      href={`/api/users/import/${run.id}/not-applied?language=${language}`}
      download
      variant="default"
      leftSection={<IconDownload size={16} aria-hidden />}
    >
      {t('download', { count: run.notApplied })}
    </Button>
  )
}
