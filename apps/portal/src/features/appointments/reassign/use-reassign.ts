'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useClinical } from '@/trpc/contexts'

/** Begins a reassignment; everything that shows appointments is then read again. */
export function useReassign() {
  const { appointments } = useClinical()
  const queryClient = useQueryClient()
  return useMutation(
    appointments.reassign.mutationOptions({
      onSettled: () => queryClient.invalidateQueries({ queryKey: appointments.pathKey() }),
    }),
  )
}
