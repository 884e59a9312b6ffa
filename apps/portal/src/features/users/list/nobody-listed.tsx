'use client'

import { Group } from '@mantine/core'
import { IconAddressBook, IconFileImport, IconPlus, IconUserSearch } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { EmptyState } from '@/components/empty-state'
import { LinkButton } from '@/components/link-button'
import { ClearFilters } from '../clear-filters'

export interface NobodyListedProps {
  filtered: boolean
  mayWrite: boolean
  onClear: () => void
}

/** Nobody matches, or nobody is there yet: what to do next. */
export function NobodyListed({ filtered, mayWrite, onClear }: NobodyListedProps) {
  const t = useTranslations('users')
  if (filtered) {
    return (
      <EmptyState
        icon={<IconUserSearch size={32} />}
        title={t('noMatch.title')}
        action={<ClearFilters onClear={onClear} />}
      >
        {t('noMatch.text')}
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={<IconAddressBook size={32} />}
      title={t('empty.title')}
      action={
        mayWrite && (
          <Group mt="sm">
            <LinkButton href="/users?new=true" leftSection={<IconPlus size={18} aria-hidden />}>
              {t('create')}
            </LinkButton>
            <LinkButton href="/users/import" variant="default" leftSection={<IconFileImport size={18} aria-hidden />}>
              {t('import')}
            </LinkButton>
          </Group>
        )
      }
    >
      {t('empty.text')}
    </EmptyState>
  )
}
