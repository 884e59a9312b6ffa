'use client'

import { Text } from '@mantine/core'
import { useFormatter, useTranslations } from 'next-intl'
import { Road } from '@/components/road'
import type { RoadSubscriber } from '@/components/road-facts'
import { type Arrival, useArrivals } from '@/features/users/use-arrivals'
import type { User } from '@/trpc/routers'

/** How long the newest version took, when a subscriber has it. */
function arrivalMs({ held }: Arrival, user: User): number | null {
  if (!held?.eventAt || !held.syncedAt || held.version !== user.version) return null
  return Math.max(0, Date.parse(held.syncedAt) - Date.parse(held.eventAt))
}

export function UserRoad({ user }: { user: User }) {
  const t = useTranslations('user')
  const format = useFormatter()
  const arrivals = useArrivals([user])?.(user)
  if (!arrivals) return null

  const toSubscriber = (name: 'clinical' | 'chat'): RoadSubscriber => {
    const arrival = arrivals[name]
    const tookMs = arrivalMs(arrival, user)
    const took = tookMs === null ? undefined : t('took', { duration: format.number(tookMs) })
    return {
      name,
      state: arrival.state,
      version: arrival.held?.version ?? null,
      detail: arrival.held?.state === 'not_cached' ? t('notCached') : took,
    }
  }
  const waiting = (['clinical', 'chat'] as const).filter((name) => {
    const { state } = arrivals[name]
    return state !== null && state !== 'in-sync'
  })
  return (
    <>
      <Road
        directory={{ version: user.version }}
        subscribers={[toSubscriber('clinical'), toSubscriber('chat')]}
        pulse={user.version}
      />
      <Text fz={13} c="dimmed" mt="sm" mih={20} role="status">
        {waiting.length === 0 ? t('everywhere') : t(`why.${arrivals[waiting[0] ?? 'clinical'].state ?? 'late'}`)}
      </Text>
    </>
  )
}
