'use client'

import { Button } from '@mantine/core'
import { IconArrowBackUp, IconUserCheck, IconUserShield } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { notify } from '@/components/notify'
import { UserDialog } from '@/features/users/user-dialog'
import { useDirectory } from '@/trpc/contexts'
import { readFailure } from '@/trpc/failure'

const icons = { change_role: IconUserShield, activate: IconUserCheck, restore: IconArrowBackUp }

export interface UserDeedButtonProps {
  userId: string
  fullName: string
  deed: keyof typeof icons
}

/** Opens what the Users page offers for the person, on top of the explanation. */
export function UserDeedButton({ userId, fullName, deed }: UserDeedButtonProps) {
  const t = useTranslations('appointments.why')
  const queryClient = useQueryClient()
  const { users } = useDirectory()
  const load = useMutation({
    // The deed names the version it changes, so it must be the newest.
    mutationFn: () => queryClient.fetchQuery(users.byId.queryOptions({ id: userId }, { staleTime: 0 })),
    onError: (error) => notify({ tone: 'failed', text: readFailure(error).message }),
  })
  const Icon = icons[deed]
  return (
    <>
      <Button
        size="compact-sm"
        maw="100%"
        leftSection={<Icon size={16} aria-hidden />}
        loading={load.isPending}
        onClick={() => load.mutate()}
      >
        {t(`action.${deed}`, { name: fullName })}
      </Button>
      {load.data && <UserDialog user={load.data} deed={deed === 'change_role' ? 'role' : deed} onClose={load.reset} />}
    </>
  )
}
