'use client'

import { Anchor, Paper } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { NoAccess } from '@/components/no-access'
import { notify } from '@/components/notify'
import { PageHeader } from '@/components/page-header'
import { justCreated } from '@/features/user/invite-notice'
import { useMay } from '@/frame/me-provider'
import { useDirectory } from '@/trpc/contexts'
import { UserForm } from './user-form'
import { emptyForm, toInput, type UserFormValues } from './user-form-values'
import { fullNameOf } from './user-roles'

export function NewUserPage() {
  const t = useTranslations('users')
  const router = useRouter()
  const mayWrite = useMay('users.write')
  const directory = useDirectory()
  const create = useMutation(directory.users.create.mutationOptions())
  const submit = async (values: UserFormValues) => {
    const user = await create.mutateAsync(toInput(values))
    notify({ text: t('created', { name: fullNameOf(user) }) })
    router.push(`/users/${user.id}?${justCreated}`)
  }
  return (
    <>
      <PageHeader
        back={
          <Anchor component={Link} href="/users" size="sm">
            {t('title')}
          </Anchor>
        }
        title={t('create')}
      />
      {mayWrite ? (
        <Paper p="lg" maw={640}>
          <UserForm
            initial={emptyForm}
            submitLabel={t('create')}
            onSubmit={submit}
            onCancel={() => router.push('/users')}
            error={create.error}
          />
        </Paper>
      ) : (
        <NoAccess />
      )}
    </>
  )
}
