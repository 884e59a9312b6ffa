'use client'

import { useTranslations } from 'next-intl'
import { PrintNote } from '@/components/print-note'
import { noUnit, type UsersFilter } from '../users-view'

/** Whom a printed list shows. */
export function PrintedFilters({ view: { q, state, roles, sync, units } }: { view: UsersFilter }) {
  const t = useTranslations('users.filters')
  const roleNames = useTranslations('common.roles')
  return (
    <PrintNote
      filters={[
        q && t('printedSearch', { words: q }),
        t(`states.${state}`),
        ...roles.map((role) => roleNames(role)),
        sync && t(`syncs.${sync}`),
        ...units.map((unit) => (unit === noUnit ? t('noUnit') : unit)),
      ]}
    />
  )
}
