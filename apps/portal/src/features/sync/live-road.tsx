'use client'
'use memo'

import { useTranslations } from 'next-intl'
import { Road } from '@/components/road'
import { useAmounts } from '@/components/use-amounts'
import { useLive } from '@/live/live-provider'
import type { RoadFigures } from './use-road-figures'

/** The road for everyone, with its figures as they are now. */
export function LiveRoad({ figures }: { figures: RoadFigures }) {
  const t = useTranslations('sync')
  const { milliseconds } = useAmounts()
  const { pulse } = useLive()
  const { overview, directory, subscribers } = figures
  return (
    <Road
      pulse={pulse}
      directory={{ people: directory.data?.directory.users }}
      outbox={overview?.outbox.depth ?? null}
      subscribers={subscribers.map(({ name, state, pending, status, unreachable }) => ({
        name,
        state,
        waiting: pending,
        detail:
          status && !unreachable && status.arrivalMs.p50 !== null
            ? t('usually', { duration: milliseconds(status.arrivalMs.p50) })
            : undefined,
      }))}
    />
  )
}
