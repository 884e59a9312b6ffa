'use client'

import { useTranslations } from 'next-intl'
import { PrintNote } from '@/components/print-note'
import { useDayWords } from '@/features/appointments/calendar/use-day-words'
import { usePeople } from '@/features/sync/use-people'
import type { AuditList } from './use-audit-view'

/** Which entries a printed trail shows. */
export function PrintedFilters({ view: { q, what, who, whom, request, from, to } }: Pick<AuditList, 'view'>) {
  const t = useTranslations('audit.filters')
  const { long } = useDayWords()
  const { nameOf } = usePeople([who, whom])
  return (
    <PrintNote
      filters={[
        q && t('printedWords', { words: q }),
        ...what.map((group) => t(`groups.${group}`)),
        who && `${t('who')} ${nameOf(who) ?? who}`,
        whom && `${t('whom')} ${nameOf(whom) ?? whom}`,
        request && t('oneRequest'),
        from && `${t('from')} ${long(from)}`,
        to && `${t('to')} ${long(to)}`,
      ]}
    />
  )
}
