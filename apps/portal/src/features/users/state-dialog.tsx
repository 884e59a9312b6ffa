'use client'

import { Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { FutureAppointmentsNote } from '@/features/appointments/future-appointments-note'
import { useDirectory } from '@/trpc/contexts'
import type { User } from '@/trpc/routers'
import { useDeedToast } from './use-deed-toast'
import { useOptimisticUser } from './use-optimistic-user'
import { useSubmitOnce } from './use-submit-once'
import { clinicalRoles, fullNameOf } from './user-roles'

export type StateDeed = 'activate' | 'deactivate' | 'remove' | 'restore'

/** Asks before someone comes or goes, and says what follows from it. */
export function StateDialog({ user, deed, onClose }: { user: User; deed: StateDeed; onClose: () => void }) {
  const t = useTranslations('users.deeds')
  const { users } = useDirectory()
  const mutations = {
    activate: useMutation(users.activate.mutationOptions()),
    deactivate: useMutation(users.deactivate.mutationOptions()),
    remove: useMutation(users.remove.mutationOptions()),
    restore: useMutation(users.restore.mutationOptions()),
  }
  const mutation = mutations[deed]
  const name = fullNameOf(user)
  const leaving = deed === 'deactivate' || deed === 'remove'
  const showAtOnce = useOptimisticUser()
  const tell = useDeedToast()
  const confirm = useSubmitOnce(async () => {
    const takeBack = showAtOnce(user.id, changeOf(deed))
    try {
      const saved = await mutation.mutateAsync({ id: user.id, expectedVersion: user.version })
      tell(t(`${deed}.done`, { name }), leaving ? saved : null)
      onClose()
    } catch {
      // The dialog shows it.
      takeBack()
    }
  })
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t(`${deed}.title`, { name })}
      confirmLabel={t(`${deed}.confirm`, { name })}
      onConfirm={confirm}
      pending={mutation.isPending}
      danger={leaving}
      error={mutation.error}
    >
      <Text>{t(`${deed}.consequence`)}</Text>
      {leaving && clinicalRoles.includes(user.role) && (
        <Text mt="xs" mih={20}>
          <FutureAppointmentsNote clinicianId={user.id} />
        </Text>
      )}
    </ConfirmDialog>
  )
}

/** What the lists show while the directory is asked. */
function changeOf(deed: StateDeed): Partial<User> {
  if (deed === 'remove') return { deletedAt: new Date().toISOString() }
  return deed === 'restore' ? { deletedAt: null } : { isActive: deed === 'activate' }
}
