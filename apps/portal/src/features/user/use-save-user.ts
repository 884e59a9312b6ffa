'use client'

import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { isCurrentUser } from '@/features/users/current-user'
import type { UserInput } from '@/features/users/user-form-values'
import { fullNameOf } from '@/features/users/user-roles'
import { useDirectory } from '@/trpc/contexts'
import { readFailure } from '@/trpc/failure'
import type { User } from '@/trpc/routers'

export interface Collision {
  theirs: User
  mine: Partial<UserInput>
}

/** Saves changes of a person unless somebody else has saved first: then both stand side by side in `collision`. */
export function useSaveUser(id: string, onSaved: () => void) {
  const t = useTranslations('users')
  const { users, sync } = useDirectory()
  const queryClient = useQueryClient()
  const [collision, setCollision] = useState<Collision | null>(null)
  const update = useMutation(
    users.update.mutationOptions({
      onSuccess: (saved) => {
        queryClient.setQueryData(users.byId.queryKey({ id }), saved)
        void queryClient.invalidateQueries({ queryKey: users.history.pathKey() })
        void queryClient.invalidateQueries({ queryKey: sync.matrix.pathKey() })
      },
    }),
  )
  /** Rejects with whatever isn't a collision. */
  const save = async (changes: Partial<UserInput>, expectedVersion: number) => {
    if (Object.keys(changes).length === 0) return onSaved()
    try {
      const saved = await update.mutateAsync({ id, expectedVersion, changes })
      notifications.show({ color: 'teal', message: t('saved', { name: fullNameOf(saved) }) })
      onSaved()
    } catch (error) {
      const failure = readFailure(error)
      const theirs = failure.current
      if (failure.code !== 'STALE_VERSION' || !isCurrentUser(theirs)) throw error
      setCollision({ theirs, mine: changes })
    }
  }
  return { save, collision, giveUp: () => setCollision(null), pending: update.isPending, error: update.error }
}
