'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { notify } from '@/components/notify'
import { useDirectory } from '@/trpc/contexts'
import { readFailure } from '@/trpc/failure'
import { fullNameOf } from '../user-roles'

/** Takes one deed back; whatever comes of it is said. */
export function useUndo() {
  const t = useTranslations('users.undo')
  const queryClient = useQueryClient()
  const { users } = useDirectory()
  return useMutation(
    users.undo.mutationOptions({
      onSuccess: (user) => notify({ text: t('done', { name: fullNameOf(user) }) }),
      onError: (error) => {
        const { code, message } = readFailure(error)
        const text = code === 'STALE_VERSION' ? t('stale') : code === 'UNREACHABLE' ? t('unreachable') : message
        notify({ tone: 'failed', title: t('failed'), text })
      },
      onSettled: () => queryClient.invalidateQueries({ queryKey: users.pathKey() }),
    }),
  )
}
