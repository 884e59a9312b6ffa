'use client'

import { useTranslations } from 'next-intl'
import type { Tone } from '@/components/arrival-state'
import { useAmounts } from '@/components/use-amounts'
import type { CacheAlert } from './read-alerts'

const tones: Record<CacheAlert['kind'], Tone> = {
  'redis-down': 'red',
  'breaker-open': 'red',
  'low-hit-rate': 'amber',
  memory: 'amber',
}

/** An alert as a sentence, and its remedy. */
export function useCacheAlertWords() {
  const t = useTranslations('cache.alert')
  const { percent } = useAmounts()
  const valuesOf = (alert: CacheAlert) => {
    if (alert.kind === 'low-hit-rate') return { value: percent(alert.rate) }
    return { value: alert.kind === 'memory' ? percent(alert.share) : '' }
  }
  return (alert: CacheAlert) => ({
    tone: tones[alert.kind],
    sentence: t(`${alert.kind}.sentence`, valuesOf(alert)),
    advice: t(`${alert.kind}.advice`),
  })
}
