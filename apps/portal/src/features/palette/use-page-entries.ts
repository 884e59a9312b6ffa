'use client'

import { useTranslations } from 'next-intl'
import { useMe } from '@/frame/me-provider'
import { navItems } from '@/frame/nav-items'
import { tabNames as cacheTabs } from '../cache/cache-params'
import { tabNames as syncTabs } from '../sync/sync-params'
import type { PaletteDeeds, PaletteEntry } from './palette-entry'

/** Every page that the role opens, and the tabs of each. */
export function usePageEntries({ go }: PaletteDeeds): PaletteEntry[] {
  const nav = useTranslations('frame.nav')
  const sync = useTranslations('sync.tabs')
  const cache = useTranslations('cache.tabs')
  return navItems(useMe()).flatMap(({ key, href, icon }) => {
    const page = nav(key)
    const entry = (id: string, label: string, target: string, hint?: string): PaletteEntry => ({
      id,
      group: 'pages',
      label,
      hint,
      icon,
      run: () => go(target),
    })
    const tabs =
      key === 'sync'
        ? syncTabs.map((tab) => entry(`page sync ${tab}`, sync(tab), `/sync?tab=${tab}`, page))
        : key === 'cache'
          ? cacheTabs.map((tab) => entry(`page cache ${tab}`, cache(tab), `/cache?tab=${tab}`, page))
          : []
    return [entry(`page ${key}`, page, href), ...tabs]
  })
}
