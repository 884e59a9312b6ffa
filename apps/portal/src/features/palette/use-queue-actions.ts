'use client'

import { IconPlayerPause, IconPlayerPlay, IconRefresh } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useLive } from '@/live/live-provider'
import { subscriberNames } from '../sync/subscriber-view'
import type { PaletteDeeds } from './palette-entry'
import type { PaletteAction } from './use-action-entries'

/** What is done to one service's queue: asked in a dialog, wherever one is. */
export function useQueueActions({ ask, go }: PaletteDeeds): PaletteAction[] {
  const t = useTranslations('palette')
  const services = useTranslations('common.services')
  const { overview } = useLive()
  return subscriberNames.flatMap((name): PaletteAction[] => {
    const service = services(name)
    const told = overview?.subscribers.find((subscriber) => subscriber.name === name)
    const pause = told?.paused ? 'resume' : 'pause'
    return [
      {
        id: `action ${pause} ${name}`,
        label: t(`actions.${pause}`, { service }),
        words: t(`words.${pause}`),
        icon: pause === 'pause' ? IconPlayerPause : IconPlayerPlay,
        needs: ['sync.operate'],
        run: () =>
          ask({
            kind: pause,
            service: name,
            waiting: told?.queue ? told.queue.waiting + told.queue.active + told.queue.delayed : 0,
          }),
      },
      {
        id: `action reconcile ${name}`,
        label: t('actions.reconcile', { service }),
        words: t('words.reconcile'),
        icon: IconRefresh,
        needs: ['sync.operate'],
        run: () => {
          // Its report opens on that page.
          go('/sync?tab=reconcile')
          ask({ kind: 'reconcile', service: name })
        },
      },
    ]
  })
}
