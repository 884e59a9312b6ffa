'use client'

import { Group, NativeSelect } from '@mantine/core'
import { useTranslations } from 'next-intl'

export interface ReadingHints {
  encoding: string
  separator: string
}
export const noHints: ReadingHints = { encoding: '', separator: '' }

/** Where the guess was wrong before: how the file is to be read. */
export function ReadingFields({ hints, onChange }: { hints: ReadingHints; onChange: (hints: ReadingHints) => void }) {
  const t = useTranslations('import.reading')
  return (
    <Group my="md" gap="md" align="flex-end">
      <NativeSelect
        label={t('encoding')}
        value={hints.encoding}
        onChange={({ currentTarget: { value } }) => onChange({ ...hints, encoding: value })}
        data={[
          { value: '', label: t('byItself') },
          { value: 'utf-8', label: 'UTF-8' },
          { value: 'windows-1252', label: 'Windows-1252' },
          { value: 'utf-16le', label: 'UTF-16 LE' },
          { value: 'utf-16be', label: 'UTF-16 BE' },
        ]}
      />
      <NativeSelect
        label={t('separator')}
        value={hints.separator}
        onChange={({ currentTarget: { value } }) => onChange({ ...hints, separator: value })}
        data={[
          { value: '', label: t('byItself') },
          { value: ',', label: t('separators.comma') },
          { value: ';', label: t('separators.semicolon') },
          { value: '\t', label: t('separators.tab') },
          { value: '|', label: t('separators.bar') },
        ]}
      />
    </Group>
  )
}
