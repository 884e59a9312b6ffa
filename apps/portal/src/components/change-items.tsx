'use client'

import { Text } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { FieldValue } from '@/features/users/field-value'
import { useFieldName } from './use-field-name'

/** The items of a list of changes: each field, from → to. */
export function ChangeItems({ changes }: { changes: Record<string, { from?: unknown; to?: unknown }> }) {
  const t = useTranslations('user')
  const fieldName = useFieldName()
  return Object.entries(changes).map(([field, { from, to }]) => (
    <li key={field}>
      <Text component="span" inherit c="dimmed">
        {fieldName(field)}
      </Text>{' '}
      {/* Only erasing leaves a change of nothing to nothing. */}
      {from === null && to === null ? (
        <em>{t('erase.value')}</em>
      ) : (
        <>
          <FieldValue field={field} value={from} /> <IconArrowRight size={14} aria-label={t('to')} role="img" />{' '}
          <strong>
            <FieldValue field={field} value={to} />
          </strong>
        </>
      )}
    </li>
  ))
}
