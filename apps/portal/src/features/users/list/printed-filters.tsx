'use client'

import { useTranslations } from 'next-intl'
import { PrintNote } from '@/components/print-note'
import { useDayWords } from '@/features/appointments/calendar/use-day-words'
import { isDay } from '@/features/appointments/zoned-time'
import { noUnit, type UsersFilter } from '../users-view'

/** Whom a printed list shows. */
export function PrintedFilters({ view: { q, state, roles, sync, units, changed } }: { view: UsersFilter }) {
  const t = useTranslations('users.filters')
  const { long } = useDayWords()
  const roleNames = useTranslations('common.roles')
  return (
    <PrintNote
      filters={[
        q && t('printedSearch', { words: q }),
        t(`states.${state}`),
        ...roles.map((role) => roleNames(role)),
        sync && t(`syncs.${sync}`),
        (changed === 'today' || changed === 'week') && t(`changes.${changed}`),
        isDay(changed ?? '') && `${t('changedSince')} ${long(changed ?? '')}`,
        ...units.map((unit) => (unit === noUnit ? t('noUnit') : unit)),
      ]}
    />
  )
}
