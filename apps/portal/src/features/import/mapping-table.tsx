'use client'

import { NativeSelect, Text } from '@mantine/core'
import { useTranslations } from 'next-intl'
import classes from './import.module.css'
import { columnFields, type ImportSettings } from './import-queries'
import { useColumnName } from './use-column-name'

export interface MappingTableProps {
  columns: string[]
  /** The first rows of people. */
  rows: { line: number; cells: string[] }[]
  settings: ImportSettings
  onPlace: (index: number, field: string | null) => void
}

const shownValues = 3

/** Each column of the file, what stands in it, and the field that it holds. */
export function MappingTable({ columns, rows, settings, onPlace }: MappingTableProps) {
  const t = useTranslations('import.columns')
  const columnName = useColumnName()
  return (
    <ul className={classes.mapping}>
      {columns.map((header, index) => {
        const name = settings.hasHeader && header ? header : t('columnNumber', { number: index + 1 })
        const values = rows.map(({ cells }) => cells[index]?.trim()).filter(Boolean)
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other identity
          <li key={index} className={classes.column} data-skipped={settings.mapping[index] ? undefined : true}>
            <Text fw={500} className={classes.cut}>
              <bdi>{name}</bdi>
            </Text>
            <Text c="dimmed" className={classes.cut}>
              <bdi>{values.slice(0, shownValues).join(' · ') || t('noValues')}</bdi>
            </Text>
            <NativeSelect
              aria-label={t('holds', { column: name })}
              value={settings.mapping[index] ?? ''}
              onChange={({ currentTarget: { value } }) => onPlace(index, value || null)}
              data={[
                { value: '', label: t('skip') },
                ...columnFields.map((field) => ({ value: field, label: columnName(field) })),
              ]}
            />
          </li>
        )
      })}
    </ul>
  )
}
