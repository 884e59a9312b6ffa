'use client'

import { Button, Group, Modal, NativeSelect, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ErrorState } from '@/components/error-state'
import { useDirectory } from '@/trpc/contexts'
import type { User } from '@/trpc/routers'
import { useDeedToast } from './use-deed-toast'
import { useOptimisticUser } from './use-optimistic-user'
import { useSubmitOnce } from './use-submit-once'
import { fullNameOf, isUserRole, userRoles } from './user-roles'

export function ChangeRoleDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const t = useTranslations('users.roleDialog')
  const common = useTranslations('common')
  const { users } = useDirectory()
  const setRole = useMutation(users.setRole.mutationOptions())
  const [role, setChosen] = useState(user.role)
  const name = fullNameOf(user)
  const showAtOnce = useOptimisticUser()
  const tell = useDeedToast()
  const save = useSubmitOnce(async () => {
    const takeBack = showAtOnce(user.id, { role })
    try {
      const saved = await setRole.mutateAsync({ id: user.id, role, expectedVersion: user.version })
      tell(t('done', { name, role: common(`roles.${role}`) }), saved)
      onClose()
    } catch {
      // Shown below.
      takeBack()
    }
  })
  return (
    <Modal opened onClose={onClose} title={t('title', { name })}>
      <Stack gap="md">
        <Text>{t('text')}</Text>
        <NativeSelect
          label={t('label')}
          data-autofocus
          value={role}
          data={userRoles.map((value) => ({ value, label: common(`roles.${value}`) }))}
          onChange={({ currentTarget: { value } }) => {
            if (isUserRole(value)) setChosen(value)
          }}
        />
        {setRole.error && <ErrorState error={setRole.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common('actions.cancel')}
          </Button>
          <Button onClick={save} loading={setRole.isPending} disabled={role === user.role}>
            {t('confirm')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
