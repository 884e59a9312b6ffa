'use client'

import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useDirectory } from '@/trpc/contexts'

/** Ends one session of somebody, or all, and shows at once who is still signed in. */
export function useEndSessions(onEnded?: () => void) {
  const t = useTranslations('user.sessions')
  const { users } = useDirectory()
  const queryClient = useQueryClient()
  return useMutation(
    users.endSessions.mutationOptions({
      onSuccess: ({ ended }) => {
        notifications.show({ color: 'teal', message: t('ended', { count: ended }) })
        onEnded?.()
      },
      onSettled: () => queryClient.invalidateQueries({ queryKey: users.sessions.pathKey() }),
    }),
  )
}
