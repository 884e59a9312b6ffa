'use client'

import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { notify } from '@/components/notify'
import { useClinical } from '@/trpc/contexts'
import type { Clinician } from './appointment'

export interface ChooseButtonProps {
  userId: string
  fullName: string
  onChoose: (clinician: Clinician) => void
}

/** Takes somebody who is listed after all into the form. */
export function ChooseButton({ userId, fullName, onChoose }: ChooseButtonProps) {
  const t = useTranslations('appointments.why')
  const queryClient = useQueryClient()
  const { clinicians } = useClinical()
  const find = useMutation({
    mutationFn: () =>
      queryClient.fetchQuery(clinicians.list.queryOptions({ search: fullName, limit: 100 }, { staleTime: 0 })),
    onSuccess: ({ items }) => {
      const found = items.find(({ id }) => id === userId)
      if (found) onChoose(found)
      else notify({ tone: 'failed', text: t('notAnyMore', { name: fullName }) })
    },
    onError: () => notify({ tone: 'failed', text: t('notAnyMore', { name: fullName }) }),
  })
  return (
    <Button size="compact-sm" maw="100%" loading={find.isPending} onClick={() => find.mutate()}>
      {t('action.choose', { name: fullName })}
    </Button>
  )
}
