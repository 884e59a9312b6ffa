'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { countDifferences, type ReconcileRun } from './read-run'

const reasons: Record<string, 'start' | 'schedule' | 'onDemand' | 'missed'> = {
  start: 'start',
  schedule: 'schedule',
  'on demand': 'onDemand',
  'missed messages': 'missed',
}

/** What a run found and why it ran, in words. */
export function useRunWords() {
  const t = useTranslations('sync.reconcile')
  const format = useFormatter()

  const kindsOf = (run: ReconcileRun) =>
    format.list(countDifferences(run).kinds.map(({ kind, count }) => t(`kinds.${kind}.count`, { count })))

  const foundOf = (run: ReconcileRun): string => {
    const { differing } = countDifferences(run)
    const { state, mode, repaired, refused } = run
    if (state === 'failed') return t('found.failed', { count: differing })
    if (differing === 0) return t(state === 'running' ? 'found.nothingYet' : 'found.nothing')
    const found = t(state === 'running' || mode === 'preview' ? 'found.some' : 'found.were', {
      count: differing,
      kinds: kindsOf(run),
    })
    if (mode === 'preview') return found
    return [found, t('found.repaired', { count: repaired }), refused > 0 ? t('found.refused', { count: refused }) : '']
      .filter(Boolean)
      .join(' ')
  }
  const reasonOf = ({ reason }: ReconcileRun): string => {
    const known = reasons[reason]
    return known ? t(`reason.${known}`) : reason
  }
  return { foundOf, reasonOf }
}
