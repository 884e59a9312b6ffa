'use client'

import { useNow, useTranslations } from 'next-intl'
import { useAmounts } from '@/components/use-amounts'

/** When it is tried next: "tried again in 12 s". */
export function TimeUntil({ at }: { at: string }) {
  const t = useTranslations('sync.parked')
  const { seconds } = useAmounts()
  const left = (Date.parse(at) - useNow({ updateInterval: 1000 }).getTime()) / 1000
  return <span>{left < 1 ? t('nextNow') : t('next', { time: seconds(Math.ceil(left)) })}</span>
}
