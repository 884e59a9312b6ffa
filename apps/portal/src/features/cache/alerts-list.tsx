'use client'

import { Text } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { Notice } from '@/components/notice'
import { useAmounts } from '@/components/use-amounts'
import classes from './cache.module.css'
import type { CacheStats } from './cache-figures'
import { useCacheAlertWords } from './use-cache-alert-words'

/** What needs a person, each with its remedy; else a line that says what would. `stats` null while loading. */
export function AlertsList({ stats }: { stats: CacheStats | null }) {
  const t = useTranslations('cache')
  const wordsOf = useCacheAlertWords()
  const { count, percent } = useAmounts()
  if (!stats || stats.alerts.length === 0) {
    const { hitRate, memory, pending } = stats?.thresholds ?? {}
    return (
      <div className={classes.quiet}>
        {hitRate !== undefined && memory !== undefined && pending !== undefined && (
          <>
            <IconCheck size={16} stroke={2.2} aria-hidden />
            <Text c="dimmed">
              {t('noAlerts', { hitRate: percent(hitRate), memory: percent(memory), pending: count(pending) })}
            </Text>
          </>
        )}
      </div>
    )
  }
  return (
    <ul className={classes.notices} aria-label={t('alertsLabel')}>
      {stats.alerts.map((alert) => {
        const { tone, sentence, advice } = wordsOf(alert)
        return (
          <li key={alert.kind}>
            <Notice tone={tone} advice={advice}>
              {sentence}
            </Notice>
          </li>
        )
      })}
    </ul>
  )
}
