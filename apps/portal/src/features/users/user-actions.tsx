'use client'

import { ActionIcon } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { User } from '@/trpc/routers'
import { isErased } from './is-erased'
import { menuButtonProps } from './menu-button-props'
import { type OpenUserMenu, UserDeeds } from './user-deeds'
import { fullNameOf } from './user-roles'

export interface UserActionsProps {
  user: User
  /** Where something else than the drawer edits. */
  onEdit?: () => void
}

/** What may be done with one user, on their page and in their panel. */
export function UserActions({ user, onEdit }: UserActionsProps) {
  const t = useTranslations('users.actions')
  const [menu, setMenu] = useState<OpenUserMenu | null>(null)
  // Nothing is left to be done with somebody who is erased.
  if (isErased(user)) return null
  return (
    <>
      <ActionIcon
        aria-label={t('menu', { name: fullNameOf(user) })}
        {...menuButtonProps(`deeds-of-${user.id}`, menu !== null)}
        onClick={(event) => setMenu(menu ? null : { user, anchor: event.currentTarget })}
      >
        <IconDots size={18} aria-hidden />
      </ActionIcon>
      <UserDeeds menu={menu} onMenuClosed={() => setMenu(null)} people={[user]} {...(onEdit && { onEdit })} />
    </>
  )
}
