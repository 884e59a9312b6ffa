'use client'

import { ActionIcon, Menu } from '@mantine/core'
import {
  IconArrowBackUp,
  IconDots,
  IconKey,
  IconMailForward,
  IconPencil,
  IconTrash,
  IconUserCheck,
  IconUserOff,
  IconUserShield,
} from '@tabler/icons-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useMe } from '@/frame/me-provider'
import type { User } from '@/trpc/routers'
import { isErased } from './is-erased'
import { loadUserDialogs, UserDialog } from './user-dialog'
import { fullNameOf } from './user-roles'
import { stateOf } from './user-state'
import type { UserDialogDeed } from './user-window'

// The form brings the numbering plans of all countries.
const EditUserDrawer = dynamic(() => import('./edit-user-drawer').then((module) => module.EditUserDrawer), {
  ssr: false,
})

export interface UserActionsProps {
  user: User
  /** Where something else than the drawer edits. */
  onEdit?: () => void
  /** Of a row that the keyboard reaches otherwise. */
  tabIndex?: number
}

/** What may be done with one user; offered in the list and on the user's page. */
export function UserActions({ user, onEdit, tabIndex }: UserActionsProps) {
  const t = useTranslations('users.actions')
  const [opened, setOpened] = useState<UserDialogDeed | 'edit' | null>(null)
  const me = useMe()
  const close = () => setOpened(null)
  const state = stateOf(user)
  const self = me.user.id === user.id
  // Nothing is left to be done with somebody who is erased.
  if (isErased(user)) return null
  return (
    <>
      <Menu position="bottom-end" onOpen={() => void loadUserDialogs()}>
        <Menu.Target>
          <ActionIcon aria-label={t('menu', { name: fullNameOf(user) })} {...(tabIndex !== undefined && { tabIndex })}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {state === 'deleted' ? (
            <Menu.Item leftSection={<IconArrowBackUp size={18} aria-hidden />} onClick={() => setOpened('restore')}>
              {t('restore')}
            </Menu.Item>
          ) : (
            <>
              <Menu.Item
                leftSection={<IconPencil size={18} aria-hidden />}
                onClick={onEdit ?? (() => setOpened('edit'))}
              >
                {t('edit')}
              </Menu.Item>
              {!self && (
                <>
                  <Menu.Item leftSection={<IconUserShield size={18} aria-hidden />} onClick={() => setOpened('role')}>
                    {t('role')}
                  </Menu.Item>
                  {state === 'active' && (
                    <Menu.Item
                      leftSection={<IconMailForward size={18} aria-hidden />}
                      onClick={() => setOpened('link')}
                    >
                      {t('link')}
                    </Menu.Item>
                  )}
                  <Menu.Item leftSection={<IconKey size={18} aria-hidden />} onClick={() => setOpened('password')}>
                    {t('password')}
                  </Menu.Item>
                  <Menu.Divider />
                  {state === 'active' ? (
                    <Menu.Item
                      leftSection={<IconUserOff size={18} aria-hidden />}
                      onClick={() => setOpened('deactivate')}
                    >
                      {t('deactivate')}
                    </Menu.Item>
                  ) : (
                    <Menu.Item
                      leftSection={<IconUserCheck size={18} aria-hidden />}
                      onClick={() => setOpened('activate')}
                    >
                      {t('activate')}
                    </Menu.Item>
                  )}
                  <Menu.Item
                    c="var(--rc-red)"
                    leftSection={<IconTrash size={18} aria-hidden />}
                    onClick={() => setOpened('remove')}
                  >
                    {t('remove')}
                  </Menu.Item>
                </>
              )}
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {opened === 'edit' && <EditUserDrawer user={user} onClose={close} />}
      {opened && opened !== 'edit' && <UserDialog user={user} deed={opened} onClose={close} />}
    </>
  )
}
