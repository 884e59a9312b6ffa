'use client'

import { Skeleton, Table } from '@mantine/core'
import { useTranslations } from 'next-intl'
import { ScrollRegion } from '@/components/scroll-region'
import classes from './import.module.css'

export interface HeadTableProps {
  rows: { line: number; cells: string[] }[]
  loading: boolean
  hasHeader: boolean
  /** Columns of the file. */
  width: number
}

const shownRows = 6

/** The first rows, as they stand in the file. */
export function HeadTable({ rows, loading, hasHeader, width }: HeadTableProps) {
  const t = useTranslations('import.columns')
  if (loading) return <Skeleton h={200} mt="sm" />
  const [first] = rows
  const shown = rows.slice(hasHeader ? 1 : 0, shownRows)
  return (
    <ScrollRegion label={t('firstRows')} className={classes.scroll}>
      <Table className={classes.head} aria-label={t('firstRows')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('line')}</Table.Th>
            {Array.from({ length: width }, (_, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other identity
              <Table.Th key={index}>
                <bdi>{(hasHeader && first?.cells[index]) || t('columnNumber', { number: index + 1 })}</bdi>
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map(({ line, cells }) => (
            <Table.Tr key={line}>
              <Table.Td c="dimmed">{line}</Table.Td>
              {cells.slice(0, width).map((cell, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: cells have no other identity
                <Table.Td key={index} className={classes.cell}>
                  <bdi>{cell}</bdi>
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollRegion>
  )
}
