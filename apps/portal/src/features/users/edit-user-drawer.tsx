'use client'

import { Drawer } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { notify } from '@/components/notify'
import { useDirectory } from '@/trpc/contexts'
import { readFailure } from '@/trpc/failure'
import type { User } from '@/trpc/routers'
import { currentUserSchema } from './current-user'
import { StaleDialog } from './stale-dialog'
import { UserForm } from './user-form'
import { changesOf, formOf, toInput, type UserFormValues, type UserInput } from './user-form-values'
import { fullNameOf } from './user-roles'

export interface EditUserDrawerProps {
  user: User
  onClose: () => void
}

interface Collision {
  theirs: User
  mine: Partial<UserInput>
}

/** Mounted while open. What was edited stays what it was when editing began, however often the list refreshes. */
export function EditUserDrawer({ user, onClose }: EditUserDrawerProps) {
  const t = useTranslations('users')
  const common = useTranslations('common.actions')
  const directory = useDirectory()
  const [base] = useState(user)
  const [collision, setCollision] = useState<Collision | null>(null)
  const update = useMutation(directory.users.update.mutationOptions())

  const save = async (changes: Partial<UserInput>, expectedVersion: number) => {
    if (Object.keys(changes).length === 0) return onClose()
    try {
      const saved = await update.mutateAsync({ id: base.id, expectedVersion, changes })
      notify({ text: t('saved', { name: fullNameOf(saved) }) })
      onClose()
    } catch (error) {
      const failure = readFailure(error)
      const theirs = failure.code === 'STALE_VERSION' ? currentUserSchema.safeParse(failure.current) : undefined
      if (!theirs?.success) throw error
      setCollision({ theirs: theirs.data, mine: changes })
    }
  }
  const submit = (values: UserFormValues) => save(changesOf(base, toInput(values)), base.version)

  return (
    <>
      <Drawer opened onClose={onClose} title={t('editTitle', { name: fullNameOf(base) })}>
        <UserForm
          initial={formOf(base)}
          submitLabel={common('save')}
          onSubmit={submit}
          onCancel={onClose}
          error={collision ? null : update.error}
        />
      </Drawer>
      {collision && (
        <StaleDialog
          base={base}
          theirs={collision.theirs}
          mine={collision.mine}
          pending={update.isPending}
          error={update.error}
          onClose={() => setCollision(null)}
          onSave={(changes) => save(changes, collision.theirs.version).catch(() => undefined)}
        />
      )}
    </>
  )
}
