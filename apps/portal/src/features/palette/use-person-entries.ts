'use client'

import {
  IconCalendarEvent,
  IconCalendarPlus,
  IconPencil,
  IconTrash,
  IconUser,
  IconUserSearch,
} from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useMay } from '@/frame/me-provider'
import { lookUpHref } from '../cache/cache-params'
import { clinicalRoles } from '../users/user-roles'
import type { PaletteDeeds, PaletteEntry, PalettePerson } from './palette-entry'

/** What can be done with one person; the first is what Enter does. */
export function usePersonEntries({ go, ask }: PaletteDeeds): (person: PalettePerson) => PaletteEntry[] {
  const t = useTranslations('palette.person')
  const may = {
    open: useMay('users.read'),
    edit: useMay('users.write'),
    book: useMay('appointments.write'),
    appointments: useMay('appointments.read'),
    lookUp: useMay('cache.read'),
    invalidate: useMay('cache.operate'),
  }
  return ({ id, fullName, role }) => {
    const isClinician = clinicalRoles.some((known) => known === role)
    const deeds = [
      { key: 'open', icon: IconUser, run: () => go(`/users/${id}`) },
      { key: 'edit', icon: IconPencil, run: () => ask({ kind: 'edit', userId: id }) },
      { key: 'book', icon: IconCalendarPlus, run: () => go(`/appointments/new?clinician=${id}`) },
      { key: 'appointments', icon: IconCalendarEvent, run: () => go(`/appointments?clinician=${id}`) },
      { key: 'lookUp', icon: IconUserSearch, run: () => go(lookUpHref(id)) },
      { key: 'invalidate', icon: IconTrash, run: () => ask({ kind: 'invalidate', userId: id, name: fullName }) },
    ] as const
    return deeds
      .filter(({ key }) => may[key] && (isClinician || (key !== 'book' && key !== 'appointments')))
      .map(({ key, icon, run }) => ({ id: `${key} ${id}`, group: 'people', label: t(key), icon, run }))
  }
}
