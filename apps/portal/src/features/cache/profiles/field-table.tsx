import { Table } from '@mantine/core'
import { IconCheck, IconEqualNot } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { ScrollRegion } from '@/components/scroll-region'
import { TimeAgo } from '@/components/time-ago'
import classes from '../cache.module.css'
import type { ComparedField } from './compare-fields'

/** Field by field: what the cache holds, what the directory says, and whether they are the same. */
export function FieldTable({ fields }: { fields: ComparedField[] }) {
  const t = useTranslations('cache.lookUp')
  return (
    <ScrollRegion className={classes.scroll} label={t('tableTitle')}>
      <Table miw={520}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('field')}</Table.Th>
            <Table.Th scope="col">{t('inCache')}</Table.Th>
            <Table.Th scope="col">{t('inDirectory')}</Table.Th>
            <Table.Th scope="col">{t('comparison')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {fields.map(({ field, cached, directory, same }) => (
            <Table.Tr key={field}>
              <Table.Th scope="row" fw={400}>
                {t(`fields.${field}`)}
              </Table.Th>
              <Table.Td className={classes.value}>
                <Value field={field} value={cached} />
              </Table.Td>
              <Table.Td className={classes.value}>
                <Value field={field} value={directory} />
              </Table.Td>
              <Table.Td>
                <span className={classes.verdict} data-same={same || undefined}>
                  {same ? <IconCheck size={16} aria-hidden /> : <IconEqualNot size={16} aria-hidden />}
                  {t(same ? 'same' : 'differs')}
                </span>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollRegion>
  )
}

function Value({ field, value }: { field: ComparedField['field']; value: string | null }) {
  const t = useTranslations('cache.lookUp')
  if (value === null || value === '')
    return <span style={{ color: 'var(--mantine-color-dimmed)' }}>{t('missing')}</span>
  if (field === 'updatedAt') return <TimeAgo at={value} />
  if (field === 'deleted') return t(value === '1' ? 'yes' : 'no')
  return <bdi>{value}</bdi>
}
