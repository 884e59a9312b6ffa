'use client'

import { useNow, useTranslations } from 'next-intl'
import { readProgress } from '../read-progress'
import { RunBar } from '../run-bar'
import type { ReconcileRun } from './read-run'

export interface ReconcileBarProps {
  /** The subscriber's name in words. */
  service: string
  run: ReconcileRun
  onStop?: (reason: string) => void
  stopping: boolean
}

/** A reconcile under way. */
export function ReconcileBar({ service, run, onStop, stopping }: ReconcileBarProps) {
  const t = useTranslations('sync.reconcile')
  const now = useNow({ updateInterval: 1000 }).getTime()
  return (
    <RunBar
      label={t('progressFor', { service })}
      done={run.done}
      total={run.total}
      progress={readProgress(run, now)}
      stop={onStop && { label: t('stopFor', { service }), onConfirm: onStop, pending: stopping }}
    />
  )
}
