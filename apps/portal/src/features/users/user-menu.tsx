'use client'

import { Menu } from '@mantine/core'
import {
  IconArrowBackUp,
  IconKey,
  IconMailForward,
  IconPencil,
  IconTrash,
  IconUserCheck,
  IconUserOff,
  IconUserShield,
} from '@tabler/icons-react'
import { useTranslations } from 'next-intl'
import { type Ref, useEffect, useImperativeHandle, useState } from 'react'
import { useMe } from '@/frame/me-provider'
import type { User } from '@/trpc/routers'
import { stateOf } from './user-state'
import type { UserDialogDeed } from './user-window'

const looks = {
  edit: IconPencil,
  role: IconUserShield,
  link: IconMailForward,
  password: IconKey,
  activate: IconUserCheck,
  deactivate: IconUserOff,
  remove: IconTrash,
  restore: IconArrowBackUp,
}
export type MenuDeed = UserDialogDeed | 'edit'

export interface UserMenuProps {
  user: User
  /** The button under which it opens; the focus returns to it. */
  anchor: HTMLElement
  onChoose: (deed: MenuDeed) => void
  onClosed: () => void
}

/** What may be done with one user: mounted while it is open. */
export function UserMenu({ user, anchor, onChoose, onClosed }: UserMenuProps) {
  const [opened, setOpened] = useState(false)
  // It opens once it is there: only then does it remember where the focus was.
  useEffect(() => setOpened(true), [])
  const isSelf = useMe().user.id === user.id
  const state = stateOf(user)
  const others: MenuDeed[] = state === 'active' ? ['role', 'link', 'password'] : ['role', 'password']
  const item = (deed: MenuDeed) => <Item key={deed} deed={deed} onChoose={onChoose} />
  return (
    <Menu opened={opened} onChange={setOpened} onExitTransitionEnd={onClosed} position="bottom-end" id={anchor.id}>
      <Menu.Target>
        <Anchor to={anchor} />
      </Menu.Target>
      <Menu.Dropdown>
        {item(state === 'deleted' ? 'restore' : 'edit')}
        {state !== 'deleted' && !isSelf && (
          <>
            {others.map(item)}
            <Menu.Divider />
            {item(state === 'active' ? 'deactivate' : 'activate')}
            {item('remove')}
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

function Item({ deed, onChoose }: { deed: MenuDeed; onChoose: (deed: MenuDeed) => void }) {
  const t = useTranslations('users.actions')
  const Icon = looks[deed]
  return (
    <Menu.Item
      {...(deed === 'remove' && { c: 'var(--rc-red)' })}
      leftSection={<Icon size={18} aria-hidden />}
      onClick={() => onChoose(deed)}
    >
      {t(deed)}
    </Menu.Item>
  )
}

/** Stands for a button that is drawn elsewhere, and says by itself that it has a menu. */
function Anchor({ to, ref }: { to: HTMLElement; ref?: Ref<HTMLElement> }) {
  useImperativeHandle(ref, () => to, [to])
  return null
}
