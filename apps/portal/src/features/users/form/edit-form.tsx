'use client'

import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { notify } from '@/components/notify'
import { useDirectory } from '@/trpc/contexts'
import { readFailure } from '@/trpc/failure'
import type { User } from '@/trpc/routers'
import { isCurrentUser } from '../current-user'
import { StaleDialog } from '../stale-dialog'
import { UserForm } from '../user-form'
import { changesOf, formOf, toInput, type UserFormValues, type UserInput } from '../user-form-values'
import { fullNameOf } from '../user-roles'

export interface EditFormProps {
  user: User
  onDirty: (dirty: boolean) => void
  onCancel: () => void
  /** Null: nothing had to be changed. */
  onSaved: (user: User | null) => void
}

interface Collision {
  theirs: User
  mine: Partial<UserInput>
}

/** What was edited stays what it was when editing began, however often the list refreshes. */
export function EditForm({ user, onDirty, onCancel, onSaved }: EditFormProps) {
  const t = useTranslations('users')
  const common = useTranslations('common.actions')
  const directory = useDirectory()
  const [base] = useState(user)
  const [collision, setCollision] = useState<Collision | null>(null)
  const update = useMutation(directory.users.update.mutationOptions())

  const save = async (changes: Partial<UserInput>, expectedVersion: number) => {
    if (Object.keys(changes).length === 0) return onSaved(null)
    try {
      const saved = await update.mutateAsync({ id: base.id, expectedVersion, changes })
      notify({ text: t('saved', { name: fullNameOf(saved) }) })
      onSaved(saved)
    } catch (error) {
      const failure = readFailure(error)
      const theirs = failure.current
      if (failure.code !== 'STALE_VERSION' || !isCurrentUser(theirs)) throw error
      setCollision({ theirs, mine: changes })
    }
  }
  const submit = (values: UserFormValues) => save(changesOf(base, toInput(values)), base.version)

  return (
    <>
      <UserForm
        initial={formOf(base)}
        userId={base.id}
        submitLabel={common('save')}
        onSubmit={submit}
        onCancel={onCancel}
        onDirty={onDirty}
        error={collision ? null : update.error}
      />
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
