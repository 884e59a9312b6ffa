'use client'

import { useTranslations } from 'next-intl'
import type { Decided, Decision } from './use-decide'

/** What became of the letters that were decided on, in a line. */
export function useDecidedWords(): (kind: Decision, decided: Decided) => string {
  const t = useTranslations('sync.parked')
  return (kind, { done, already, refused }) =>
    [
      refused > 0 && done === 0 ? null : t(kind === 'retry' ? 'retried' : 'discarded', { count: done }),
      already > 0 ? t('alreadySettled', { count: already }) : null,
      refused > 0 ? t('stillNoEvent', { count: refused }) : null,
    ]
      .filter(Boolean)
      .join(' ')
}
