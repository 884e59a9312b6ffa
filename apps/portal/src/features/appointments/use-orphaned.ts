'use client'

import { useQuery } from '@tanstack/react-query'
import { useMay } from '@/frame/me-provider'
import { useClinical } from '@/trpc/contexts'
import type { ClinicalOut } from '@/trpc/routers'

const refreshMs = 30_000

export type Orphaned = ClinicalOut['appointments']['orphaned']

/** Clinicians who left with appointments to come, for whoever sees everybody's. */
export function useOrphaned() {
  const enabled = useMay('appointments.read')
  return useQuery(useClinical().appointments.orphaned.queryOptions(undefined, { enabled, refetchInterval: refreshMs }))
}
