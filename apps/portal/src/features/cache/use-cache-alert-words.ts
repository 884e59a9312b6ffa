'use client'

import { useTranslations } from 'next-intl'
import type { Tone } from '@/components/arrival-state'
import { useAmounts } from '@/components/use-amounts'
import type { CacheAlert } from './cache-figures'

const tones: Record<CacheAlert['kind'], Tone> = {
  'redis-down': 'red',
  'breaker-open': 'red',
  'near-cut': 'amber',
  'low-hit-rate': 'amber',
  memory: 'amber',
  pending: 'amber',
}

/** An alert as a sentence, and its remedy. */
export function useCacheAlertWords() {
  const t = useTranslations('cache.alert')
  const { count, percent } = useAmounts()
  const amount = ({ kind }: CacheAlert, value: number | null) => {
    if (value === null) return ''
    return kind === 'pending' ? count(value) : percent(value)
  }
  return (alert: CacheAlert) => ({
    tone: tones[alert.kind],
    sentence: t(`${alert.kind}.sentence`, { value: amount(alert, alert.value) }),
    advice: t(`${alert.kind}.advice`, { threshold: amount(alert, alert.threshold) }),
  })
}
