'use client'

import { useState } from 'react'
import { late } from '@/components/late'
import { useIdleLoad } from '@/components/use-idle-load'
import type { User } from '@/trpc/routers'
import { UserDialog } from './user-dialog'
import { type MenuDeed, UserMenu } from './user-menu'

// The form brings the numbering plans of all countries.
const EditUserDrawer = late(() => import('./edit-user-drawer').then((module) => module.EditUserDrawer))

/** Whose menu is open, and the button that opened it. */
export interface OpenUserMenu {
  user: User
  anchor: HTMLElement
}

export interface UserDeedsProps {
  menu: OpenUserMenu | null
  onMenuClose: () => void
  /** As they are now: a deed is done to the newest version that is known. */
  people: readonly User[]
  /** Where something else than the drawer edits. */
  onEdit?: (id: string) => void
}

/** The menu of a user, and what is chosen in it; one for a whole list. */
export function UserDeeds({ menu, onMenuClose, people, onEdit }: UserDeedsProps) {
  const [shown, setShown] = useState(menu)
  if (menu && menu !== shown) setShown(menu)
  const [chosen, setChosen] = useState<{ user: User; deed: MenuDeed } | null>(null)
  useIdleLoad(UserDialog.load)
  const newest = (user: User) => people.find(({ id }) => id === user.id) ?? user
  const close = () => setChosen(null)
  const choose = (user: User, deed: MenuDeed) => {
    if (deed === 'edit' && onEdit) onEdit(user.id)
    else setChosen({ user, deed })
  }
  return (
    <>
      {shown && (
        <UserMenu
          key={shown.user.id}
          user={newest(shown.user)}
          anchor={shown.anchor}
          opened={menu === shown}
          onChoose={(deed) => choose(shown.user, deed)}
          onClose={onMenuClose}
        />
      )}
      {chosen?.deed === 'edit' && <EditUserDrawer user={newest(chosen.user)} onClose={close} />}
      {chosen && chosen.deed !== 'edit' && <UserDialog user={newest(chosen.user)} deed={chosen.deed} onClose={close} />}
    </>
  )
}
