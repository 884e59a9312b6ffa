'use client'

import { Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { FutureAppointmentsNote } from '@/features/appointments/future-appointments-note'
import { useDirectory } from '@/trpc/contexts'
import type { User } from '@/trpc/routers'
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
  const confirm = useSubmitOnce(async () => {
    try {
      await mutation.mutateAsync({ id: user.id, expectedVersion: user.version })
      notifications.show({ color: 'teal', message: t(`${deed}.done`, { name }) })
      onClose()
    } catch {
      // The dialog shows it.
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
