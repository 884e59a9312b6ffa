'use client'

import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { notify } from '@/components/notify'
import { useMe } from '@/frame/me-provider'
import { useDirectory } from '@/trpc/contexts'
import type { User } from '@/trpc/routers'
import { UserForm } from '../user-form'
import { emptyForm, toInput, type UserFormValues } from '../user-form-values'
import { fullNameOf } from '../user-roles'
import { FormDrawer, type FormDrawerProps } from './form-drawer'
import { usualCountry } from './phone-country'

export interface NewUserDrawerProps extends Pick<FormDrawerProps, 'wantsClosed' | 'onKeep' | 'onClose'> {
  onCreated: (user: User) => void
}

export function NewUserDrawer({ onCreated, ...drawer }: NewUserDrawerProps) {
  const t = useTranslations('users')
  const { organisation } = useMe()
  const [initial] = useState(() => ({ ...emptyForm, phoneCountry: usualCountry(organisation.timeZone) }))
  const create = useMutation(useDirectory().users.create.mutationOptions())
  const submit = async (values: UserFormValues) => {
    const user = await create.mutateAsync(toInput(values))
    notify({ text: t('created', { name: fullNameOf(user) }) })
    onCreated(user)
  }
  return (
    <FormDrawer title={t('create')} {...drawer}>
      {({ onDirty, close }) => (
        <UserForm
          initial={initial}
          submitLabel={t('create')}
          onSubmit={async (values) => {
            await submit(values)
            onDirty(false)
          }}
          onCancel={close}
          onDirty={onDirty}
          error={create.error}
        />
      )}
    </FormDrawer>
  )
}
