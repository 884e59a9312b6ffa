'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useChat, useClinical, useDirectory } from '@/trpc/contexts'
import type { ClinicalOut } from '@/trpc/routers'

export type ServiceName = 'clinical' | 'chat'
export type RepairOutcome = ClinicalOut['sync']['repairUser']

/** Fetches one person from the directory into a subscriber, past the queue. Says for each what came of it. */
export function useRepair(userId: string) {
  const queryClient = useQueryClient()
  const directory = useDirectory()
  const onSettled = () => queryClient.invalidateQueries({ queryKey: directory.sync.matrix.pathKey() })
  const clinical = useMutation(useClinical().sync.repairUser.mutationOptions({ onSettled }))
  const chat = useMutation(useChat().sync.repairUser.mutationOptions({ onSettled }))
  const services = { clinical, chat }
  const repair = (names: readonly ServiceName[], reason: string) => {
    // An earlier outcome would read as one of this deed.
    for (const { reset } of [clinical, chat]) reset()
    for (const name of names) services[name].mutate({ id: userId, reason })
  }
  const outcomeOf = (name: ServiceName): RepairOutcome | undefined => services[name].data
  const errorOf = (name: ServiceName) => services[name].error
  return { repair, outcomeOf, errorOf, pending: clinical.isPending || chat.isPending }
}
export type Repair = ReturnType<typeof useRepair>
