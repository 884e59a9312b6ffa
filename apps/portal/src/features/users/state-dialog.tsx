'use client'

import { Text } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { useMay } from '@/frame/me-provider'
import { useClinical, useDirectory } from '@/trpc/contexts'
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
      {leaving && clinicalRoles.includes(user.role) && <Orphans user={user} />}
    </ConfirmDialog>
  )
}

/** What the lists show while the directory is asked. */
function changeOf(deed: StateDeed): Partial<User> {
  if (deed === 'remove') return { deletedAt: new Date().toISOString() }
  return deed === 'restore' ? { deletedAt: null } : { isActive: deed === 'activate' }
}

/** How many appointments will be without a clinician. */
function Orphans({ user }: { user: User }) {
  const t = useTranslations('users.deeds')
  const clinical = useClinical()
  const [from] = useState(() => new Date().toISOString())
  const { data } = useQuery(
    clinical.appointments.list.queryOptions(
      { clinicianId: user.id, from, limit: 1 },
      { enabled: useMay('appointments.read') },
    ),
  )
  return (
    <Text mt="xs" mih={20}>
      {data ? t('orphans', { count: data.total }) : t('leavesForm')}
    </Text>
  )
}
