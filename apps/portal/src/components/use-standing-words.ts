'use client'

import { useNow, useTranslations } from 'next-intl'
import type { MatrixItem, Standing } from '@/trpc/routers'
import { useAmounts } from './use-amounts'

/** Why a person's newest version is not at a subscriber yet, as a sentence, and what follows from it. */
export function useStandingWords() {
  const t = useTranslations('common.standing')
  const services = useTranslations('common.services')
  const { seconds } = useAmounts()
  const nowMs = useNow({ updateInterval: 1000 }).getTime()
  return (item: MatrixItem, standing: Standing) => {
    const { name, state, parked, version } = standing
    const since = state === 'held' ? item.held?.since : state === 'parked' ? parked?.since : standing.since
    const facts = {
      service: services(name),
      version: item.version,
      // The services' clocks may be a little ahead of the browser's.
      age: seconds(Math.max(0, nowMs - Date.parse(since ?? item.changedAt)) / 1000),
      attempts: parked?.attempts ?? 0,
      has: version === null ? 'nothing' : 'older',
      kept: version ?? 0,
    }
    const kind = state === 'parked' && parked?.state === 'retrying' ? 'retrying' : state
    return { sentence: t(`${kind}.sentence`, facts), advice: t(`${kind}.advice`, facts) }
  }
}
