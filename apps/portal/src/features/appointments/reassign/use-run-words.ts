'use client'

import { useTranslations } from 'next-intl'
import type { RunStateName } from '@/features/sync/run-state'
import { doneOf, type Reassignment } from './reassignment-run'

const looks: Record<Reassignment['state'], RunStateName> = {
  running: 'running',
  taking_back: 'running',
  done: 'done',
  taken_back: 'stopped',
}

/** A run in words: from whom to whom, and what it came to. */
export function useRunWords() {
  const t = useTranslations('appointments.reassign.run')
  return {
    lookOf: ({ state, counts }: Reassignment): RunStateName =>
      state === 'done' && counts.failed > 0 && counts.moved === 0 ? 'failed' : looks[state],
    titleOf: ({ from, fromCount, to }: Reassignment) =>
      t('title', {
        from: fromCount > 1 ? t('several', { name: from.name }) : from.name,
        to: to?.name ?? t('suggested'),
      }),
    foundOf: (run: Reassignment) => {
      const { state, counts, total } = run
      if (state === 'done') return t('done', { moved: counts.moved, failed: counts.failed })
      if (state === 'taken_back') return t('taken_back', { kept: counts.kept })
      return `${t(state)}: ${t('progress', { done: doneOf(run), total })}`
    },
  }
}
