'use client'

import type { User } from '@/trpc/routers'
import { ChangeRoleDialog } from './change-role-dialog'
import { SendLinkDialog } from './send-link-dialog'
import { type StateDeed, StateDialog } from './state-dialog'
import { TemporaryPasswordDialog } from './temporary-password-dialog'

export type UserDialogDeed = 'role' | 'password' | 'link' | StateDeed

export interface UserDialogProps {
  user: User
  deed: UserDialogDeed
  onClose: () => void
  /** A link is on its way, or shown. */
  onSent?: () => void
}

/** What `UserDialog` shows; reached through it alone. */
export function UserWindow({ user, deed, onClose, onSent }: UserDialogProps) {
  if (deed === 'link') return <SendLinkDialog user={user} onClose={onClose} {...(onSent && { onSent })} />
  if (deed === 'password') return <TemporaryPasswordDialog user={user} onClose={onClose} />
  if (deed === 'role') return <ChangeRoleDialog user={user} onClose={onClose} />
  return <StateDialog user={user} deed={deed} onClose={onClose} />
}
