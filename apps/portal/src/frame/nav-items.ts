import {
  IconAddressBook,
  IconBuildings,
  IconCalendarEvent,
  IconDatabase,
  IconLayoutDashboard,
  IconMessages,
  IconRoute,
  IconSettings,
} from '@tabler/icons-react'
import type { Me } from '@/trpc/routers'
import type { Permission } from './me-provider'

interface NavEntry {
  key: 'overview' | 'users' | 'appointments' | 'conversations' | 'sync' | 'cache' | 'platform' | 'settings'
  href: string
  icon: typeof IconSettings
  /** One of these opens it; none: everybody may. */
  needs: readonly (Permission | 'platform')[]
}

const entries: NavEntry[] = [
  { key: 'overview', href: '/', icon: IconLayoutDashboard, needs: [] },
  { key: 'users', href: '/users', icon: IconAddressBook, needs: ['users.read'] },
  {
    key: 'appointments',
    href: '/appointments',
    icon: IconCalendarEvent,
    needs: ['appointments.read', 'appointments.own'],
  },
  { key: 'conversations', href: '/conversations', icon: IconMessages, needs: ['conversations.read'] },
  { key: 'sync', href: '/sync', icon: IconRoute, needs: ['sync.read'] },
  { key: 'cache', href: '/cache', icon: IconDatabase, needs: ['cache.read'] },
  { key: 'platform', href: '/platform', icon: IconBuildings, needs: ['platform'] },
  { key: 'settings', href: '/settings', icon: IconSettings, needs: [] },
]

/** What the role may open. */
export function navItems(me: Me): NavEntry[] {
  const held: readonly string[] = [...me.permissions, ...(isPlatformAdministrator(me) ? ['platform'] : [])]
  return entries.filter(({ needs }) => needs.length === 0 || needs.some((permission) => held.includes(permission)))
}

/** Administrators of the installation's own organisation look after all organisations, without seeing their people. */
export function isPlatformAdministrator({ user, organisation }: Me): boolean {
  return user.role === 'admin' && organisation.isPlatform
}

export function isCurrent(href: string, pathname: string): boolean {
  return href === '/' ? pathname === '/' : pathname === href || pathname.startsWith(`${href}/`)
}
