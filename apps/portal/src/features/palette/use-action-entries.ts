'use client'

import { useMe } from '@/frame/me-provider'
import type { Me } from '@/trpc/routers'
import type { PaletteDeeds, PaletteEntry } from './palette-entry'
import { usePlaceActions } from './use-place-actions'
import { useQueueActions } from './use-queue-actions'
import { useViewerActions } from './use-viewer-actions'

export interface PaletteAction extends Omit<PaletteEntry, 'group'> {
  /** Any of these; nothing for everybody. */
  needs?: Me['permissions']
}

/** Everything that the role may do from anywhere. */
export function useActionEntries(deeds: PaletteDeeds): PaletteEntry[] {
  const { permissions } = useMe()
  const actions: PaletteAction[] = [...usePlaceActions(deeds), ...useQueueActions(deeds), ...useViewerActions(deeds)]
  return actions
    .filter(({ needs }) => !needs || needs.some((permission) => permissions.includes(permission)))
    .map(({ needs: _, ...action }) => ({ ...action, group: 'actions' }))
}
