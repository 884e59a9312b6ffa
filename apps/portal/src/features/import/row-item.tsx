'use client'

import { Anchor, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { ChangeItems } from '@/components/change-items'
import { FieldValue } from '@/features/users/field-value'
import classes from './import.module.css'
import { type ImportDetail, isImportField, type ListedRow } from './import-queries'
import type { RowKind } from './row-kinds'
import { useFaultWords } from './use-fault-words'

/** One row: where it stands in the file, whom it means, and what becomes of them or is wrong with it. */
export function RowItem({ row, run, kind }: { row: ListedRow; run: ImportDetail; kind: RowKind }) {
  const t = useTranslations('import.rows')
  const faultWords = useFaultWords(run)
  const isShownAsFault = kind === 'faulty' || kind === 'notApplied'
  return (
    <li className={classes.row}>
      <Text c="dimmed" className={classes.figures}>
        {row.line === null ? t('notInFile') : t('line', { line: row.line })}
      </Text>
      <div className={classes.rowBody}>
        <Who row={row} isShownAsFault={isShownAsFault} />
        {kind === 'create' && row.given && <Given given={row.given} />}
        {row.changes && kind === 'update' && (
          <ul className={classes.changes}>
            <ChangeItems changes={row.changes} />
          </ul>
        )}
        {row.faults.length > 0 && (
          <ul className={classes.faults}>
            {row.faults.map((fault) => (
              <li key={`${fault.code} ${fault.field}`}>
                <IconAlertTriangle size={14} aria-hidden /> <span>{faultWords(fault)}</span>
              </li>
            ))}
          </ul>
        )}
        {kind === 'notApplied' && row.faults.length === 0 && <Text c="dimmed">{t('notReached')}</Text>}
      </div>
    </li>
  )
}

function Who({ row, isShownAsFault }: { row: ListedRow; isShownAsFault: boolean }) {
  const t = useTranslations('import.rows')
  if (isShownAsFault && row.cells) {
    return (
      <Text className={classes.cut}>
        <bdi>{row.cells.join(' · ')}</bdi>
      </Text>
    )
  }
  if (row.user) {
    return (
      <Anchor component={Link} href={`/users/${row.user.id}`} fw={500}>
        <bdi>{row.user.name}</bdi>
      </Anchor>
    )
  }
  const name = [row.given?.firstName, row.given?.lastName].filter(Boolean).join(' ')
  return (
    <Text fw={500}>
      <bdi>{name || t('erased')}</bdi>
    </Text>
  )
}

function Given({ given }: { given: NonNullable<ListedRow['given']> }) {
  const fields = Object.keys(given).filter(
    (field) => isImportField(field) && field !== 'firstName' && field !== 'lastName',
  )
  return (
    <Text c="dimmed" className={classes.given}>
      {fields.map((field) => (
        <span key={field}>
          <FieldValue field={field} value={isImportField(field) ? given[field] : null} />
        </span>
      ))}
    </Text>
  )
}
