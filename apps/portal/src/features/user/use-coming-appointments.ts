'use client'

import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { clinicalRoles } from '@/features/users/user-roles'
import { stateOf } from '@/features/users/user-state'
import { useMay } from '@/frame/me-provider'
import { useClinical } from '@/trpc/contexts'
import type { User } from '@/trpc/routers'

const mostCounted = 200

/** Whether appointments can be somebody's: they treat patients, and are there. */
export const canTreat = (user: User) => clinicalRoles.includes(user.role) && stateOf(user) === 'active'

/** The appointments that somebody still has, the next first, without those that were cancelled. */
export function useComingAppointments(user: User) {
  const enabled = useMay('appointments.read')
  const [from] = useState(() => new Date().toISOString())
  const query = useQuery(
    useClinical().appointments.list.queryOptions({ clinicianId: user.id, from, limit: mostCounted }, { enabled }),
  )
  const coming = query.data?.items.filter(({ cancelledAt }) => cancelledAt === null) ?? []
  return { query, coming, isMore: query.data?.nextCursor != null, enabled }
}
export type ComingAppointments = ReturnType<typeof useComingAppointments>

export const appointmentsHref = (userId: string) => `/appointments?clinician=${userId}`
