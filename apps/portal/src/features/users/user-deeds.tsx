'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useIdleLoad } from '@/components/use-idle-load'
import type { User } from '@/trpc/routers'
import { loadUserDialogs, UserDialog } from './user-dialog'
import { type MenuDeed, UserMenu } from './user-menu'

// The form brings the numbering plans of all countries.
const EditUserDrawer = dynamic(() => import('./edit-user-drawer').then((module) => module.EditUserDrawer), {
  ssr: false,
})

/** Whose menu is open, and the button that opened it. */
export interface OpenUserMenu {
  user: User
  anchor: HTMLElement
}

export interface UserDeedsProps {
  menu: OpenUserMenu | null
  onMenuClosed: () => void
  /** As they are now: a deed is done to the newest version that is known. */
  people: readonly User[]
  /** Where something else than the drawer edits. */
  onEdit?: (id: string) => void
}

/** The menu of a user, and what is chosen in it; one for a whole list. */
export function UserDeeds({ menu, onMenuClosed, people, onEdit }: UserDeedsProps) {
  const [chosen, setChosen] = useState<{ user: User; deed: MenuDeed } | null>(null)
  useIdleLoad(loadUserDialogs)
  const newest = (user: User) => people.find(({ id }) => id === user.id) ?? user
  const close = () => setChosen(null)
  const choose = (user: User, deed: MenuDeed) => {
    if (deed === 'edit' && onEdit) onEdit(user.id)
    else setChosen({ user, deed })
  }
  return (
    <>
      {menu && (
        <UserMenu
          key={menu.user.id}
          user={newest(menu.user)}
          anchor={menu.anchor}
          onChoose={(deed) => choose(menu.user, deed)}
          onClosed={onMenuClosed}
        />
      )}
      {chosen?.deed === 'edit' && <EditUserDrawer user={newest(chosen.user)} onClose={close} />}
      {chosen && chosen.deed !== 'edit' && <UserDialog user={newest(chosen.user)} deed={chosen.deed} onClose={close} />}
    </>
  )
}
