'use client'

import { useTranslations } from 'next-intl'
import { FactTiles } from '@/components/facts'
import { useAmounts } from '@/components/use-amounts'
import type { ImportRun } from './import-queries'

const separatorNames = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const
const encodingNames = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
  'windows-1252': 'Windows-1252',
}

/** What the file was taken for. */
export function ReadingLine({ run: { reading, records, columns, bytes } }: { run: ImportRun }) {
  const t = useTranslations('import.reading')
  const amounts = useAmounts()
  if (!reading) return null
  return (
    <FactTiles
      facts={[
        {
          label: t('encoding'),
          value: encodingNames[reading.encoding],
          note: reading.bom ? t('marked') : t('guessed'),
        },
        {
          label: t('separator'),
          value: t(`separators.${separatorNames[reading.separator]}`),
          ...(columns.length === 1 && { note: t('oneColumn') }),
        },
        { label: t('columns'), value: amounts.count(columns.length) },
        { label: t('rows'), value: amounts.count(records), note: amounts.bytes(bytes) },
      ]}
    />
  )
}
