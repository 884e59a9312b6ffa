import {
  IconAddressBook,
  IconBuildings,
  IconCalendarEvent,
  IconClipboardList,
  IconDatabase,
  IconLayoutDashboard,
  IconMessages,
  IconRoute,
  IconSettings,
} from '@tabler/icons-react'
import type { Me } from '@/trpc/routers'

interface NavEntry {
  key: 'overview' | 'users' | 'appointments' | 'conversations' | 'sync' | 'cache' | 'audit' | 'platform' | 'settings'
  href: string
  icon: typeof IconSettings
  /** Any of these; null for everybody. */
  needs: Me['permissions'] | null
}

const entries: NavEntry[] = [
  { key: 'overview', href: '/', icon: IconLayoutDashboard, needs: null },
  { key: 'users', href: '/users', icon: IconAddressBook, needs: ['users.read'] },
  {
    key: 'appointments',
    href: '/appointments',
    icon: IconCalendarEvent,
    needs: ['appointments.read', 'appointments.own'],
  },
  {
    key: 'conversations',
    href: '/conversations',
    icon: IconMessages,
    needs: ['conversations.read', 'conversations.own'],
  },
  { key: 'sync', href: '/sync', icon: IconRoute, needs: ['sync.read'] },
  { key: 'cache', href: '/cache', icon: IconDatabase, needs: ['cache.read'] },
  { key: 'audit', href: '/audit', icon: IconClipboardList, needs: ['audit.read'] },
  { key: 'platform', href: '/platform', icon: IconBuildings, needs: ['platform.manage'] },
  { key: 'settings', href: '/settings', icon: IconSettings, needs: null },
]

/** What the role may open. */
export function navItems({ permissions }: Me): NavEntry[] {
  return entries.filter(({ needs }) => needs === null || needs.some((permission) => permissions.includes(permission)))
}

export function isCurrent(href: string, pathname: string): boolean {
  return href === '/' ? pathname === '/' : pathname === href || pathname.startsWith(`${href}/`)
}
