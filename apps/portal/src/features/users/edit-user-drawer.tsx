'use client'

import { useTranslations } from 'next-intl'
import type { User } from '@/trpc/routers'
import { EditForm } from './form/edit-form'
import { FormDrawer, type FormDrawerProps } from './form/form-drawer'
import { fullNameOf } from './user-roles'

export interface EditUserDrawerProps extends Pick<FormDrawerProps, 'wantsClosed' | 'onKeep'> {
  user: User
  onClose: () => void
  /** Instead of closing, once something was changed. */
  onSaved?: (user: User) => void
}

/** Mounted while open. */
export function EditUserDrawer({ user, onSaved, ...drawer }: EditUserDrawerProps) {
  const t = useTranslations('users')
  return (
    <FormDrawer title={t('editTitle', { name: fullNameOf(user) })} {...drawer}>
      {({ onDirty, close }) => (
        <EditForm
          user={user}
          onDirty={onDirty}
          onCancel={close}
          onSaved={(saved) => {
            onDirty(false)
            if (saved && onSaved) onSaved(saved)
            else drawer.onClose()
          }}
        />
      )}
    </FormDrawer>
  )
}
