'use client'

import {
  IconBuildingPlus,
  IconCalendarPlus,
  IconDownload,
  IconFileImport,
  IconFlame,
  IconHandStop,
  IconHistory,
  IconMailOff,
  IconShieldCheck,
  IconTrash,
  IconUserPlus,
  IconUserSearch,
} from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import type { PaletteDeeds } from './palette-entry'
import type { PaletteAction } from './use-action-entries'

/** What is done on a page of its own: the palette leads to where it begins. */
const places = [
  { key: 'createUser', href: '/users/new', icon: IconUserPlus, needs: ['users.write'] },
  { key: 'importUsers', href: '/users/import', icon: IconFileImport, needs: ['users.write'] },
  {
    key: 'newAppointment',
    href: '/appointments/new',
    icon: IconCalendarPlus,
    needs: ['appointments.write', 'appointments.own'],
  },
  { key: 'prewarm', href: '/cache?tab=prewarm', icon: IconFlame, needs: ['cache.operate'] },
  { key: 'lookUp', href: '/cache?tab=profiles', icon: IconUserSearch, needs: ['cache.read'] },
  { key: 'invalidate', href: '/cache?tab=profiles', icon: IconTrash, needs: ['cache.operate'] },
  { key: 'replay', href: '/sync?tab=replay', icon: IconHistory, needs: ['sync.operate'] },
  { key: 'retryParked', href: '/sync?tab=parked', icon: IconMailOff, needs: ['sync.operate'] },
  { key: 'decideHeld', href: '/sync?tab=held', icon: IconHandStop, needs: ['sync.approve'] },
  { key: 'verifyAudit', href: '/audit', icon: IconShieldCheck, needs: ['audit.read'] },
  { key: 'exportAudit', href: '/audit', icon: IconDownload, needs: ['audit.export'] },
  { key: 'newOrganisation', href: '/platform', icon: IconBuildingPlus, needs: ['platform.manage'] },
] as const

export function usePlaceActions({ go }: PaletteDeeds): PaletteAction[] {
  const t = useTranslations('palette')
  return places.map(({ key, href, icon, needs }) => ({
    id: `action ${key}`,
    label: t(`actions.${key}`),
    words: t(`words.${key}`),
    icon,
    needs: [...needs],
    ...(key === 'newAppointment' ? { keys: 'a' } : {}),
    run: () => go(href),
  }))
}
