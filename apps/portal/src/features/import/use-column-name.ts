'use client'

import { useTranslations } from 'next-intl'
import { useFieldName } from '@/components/use-field-name'
import type { ColumnField } from './import-queries'

/** What a column holds: a field, or first and last name in one. */
export function useColumnName(): (field: ColumnField) => string {
  const t = useTranslations('import.columns')
  const fieldName = useFieldName()
  return (field) => (field === 'fullName' ? t('fullName') : fieldName(field))
}
