'use client'

import { Stack } from '@mantine/core'
import { useFormatter, useTranslations } from 'next-intl'
import { Notice } from '@/components/notice'
import { useFieldName } from '@/components/use-field-name'
import type { ImportRun, ImportSettings } from './import-queries'
import { findLacks, lacksCountry } from './read-settings'

export interface LackNoticesProps {
  run: ImportRun
  settings: ImportSettings
  /** The first rows of people. */
  rows: { cells: string[] }[]
}

/** What is missing for a dry run, and for creating people. */
export function LackNotices({ run, settings, rows }: LackNoticesProps) {
  const t = useTranslations('import.lacks')
  const format = useFormatter()
  const fieldName = useFieldName()
  const { blocking, forNew } = findLacks(settings)
  const fields = format.list(forNew.map(fieldName))
  const isAddressList = run.columns.length === 1 && settings.mapping[0] === 'email'
  return (
    <Stack gap="xs" mt="sm" aria-live="polite">
      {isAddressList && (
        <Notice tone="amber" advice={t('addressesAdvice')}>
          {t('addresses')}
        </Notice>
      )}
      {!isAddressList && blocking === 'key' && (
        <Notice tone="amber">{t('key', { field: fieldName(settings.matchBy) })}</Notice>
      )}
      {!isAddressList && blocking === 'nothing' && <Notice tone="amber">{t('nothing')}</Notice>}
      {!blocking && forNew.length > 0 && <Notice tone="blue">{t('forNew', { fields, count: forNew.length })}</Notice>}
      {lacksCountry(settings, rows) && <Notice tone="amber">{t('country')}</Notice>}
    </Stack>
  )
}
