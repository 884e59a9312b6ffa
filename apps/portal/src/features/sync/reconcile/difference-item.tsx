'use client'

import { Anchor, Table, Text } from '@mantine/core'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useFieldName } from '@/components/use-field-name'
import syncClasses from '../sync.module.css'
import { ToneMark } from '../tone-mark'
import { KeptValue } from './kept-value'
import type { Difference } from './read-run'
import classes from './reconcile.module.css'

export interface DifferenceItemProps {
  /** The subscriber's name in words. */
  service: string
  difference: Difference
}

/** One person who differed: how, field by field, and whether it was put right. */
export function DifferenceItem({ service, difference }: DifferenceItemProps) {
  const t = useTranslations('sync.reconcile')
  const { userId, fullName, kind, keptVersion, directoryVersion, fields, repaired, error } = difference
  const name = fullName || t('someone')
  return (
    <li className={classes.difference}>
      <div className={classes.differenceHead}>
        <Anchor component={Link} href={`/users/${userId}`} fw={600} underline="hover" c="inherit">
          <bdi>{name}</bdi>
        </Anchor>
        <ToneMark icon={IconAlertTriangle} tone={repaired ? 'grey' : 'amber'}>
          {t(`kinds.${kind}.word`)}
        </ToneMark>
        {repaired && (
          <ToneMark icon={IconCheck} tone="green">
            {t('repaired')}
          </ToneMark>
        )}
      </div>
      <Text c="dimmed">
        {t(`kinds.${kind}.sentence`, { service, kept: keptVersion ?? 0, directory: directoryVersion ?? 0 })}
      </Text>
      {error && (
        <Text c="red" className={classes.wrap}>
          {t('refused', { service, error })}
        </Text>
      )}
      {kind !== 'missing' && kind !== 'orphaned' && fields.length > 0 && <Fields service={service} fields={fields} />}
    </li>
  )
}

function Fields({ service, fields }: { service: string; fields: Difference['fields'] }) {
  const t = useTranslations('sync.reconcile.report')
  const fieldName = useFieldName()
  return (
    <Table className={syncClasses.table} mt="xs" verticalSpacing={4}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t('field')}</Table.Th>
          <Table.Th scope="col">{service}</Table.Th>
          <Table.Th scope="col">{t('directory')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {fields.map(({ field, kept, directory }) => (
          <Table.Tr key={field}>
            <Table.Th scope="row" fw={400}>
              {fieldName(field)}
            </Table.Th>
            <Table.Td className={classes.wrap}>
              <KeptValue field={field} value={kept} />
            </Table.Td>
            <Table.Td className={classes.wrap}>
              <KeptValue field={field} value={directory} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
