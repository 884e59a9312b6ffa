'use client'

import { useFormatter, useTranslations } from 'next-intl'
import type { ImportRun, RowFault } from './import-queries'
import { useColumnName } from './use-column-name'

/** What is wrong with a row, after the name of its column in the file, and how to mend it. */
export function useFaultWords(run: Pick<ImportRun, 'columns' | 'settings'>): (fault: RowFault) => string {
  const t = useTranslations('import')
  const format = useFormatter()
  const columnName = useColumnName()
  return ({ code, field, expected = 0, found = 0, lines = [] }) => {
    const sentence = t(`rowFaults.${code}`, { expected, found, lines: format.list(lines.map(String)) })
    if (!field) return sentence
    const column = run.settings?.mapping.indexOf(field) ?? -1
    const header = run.settings?.hasHeader ? run.columns[column] : undefined
    return t('rows.inColumn', { column: header || columnName(field), sentence })
  }
}
