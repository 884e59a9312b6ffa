'use client'

import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useClinical } from '@/trpc/contexts'
import type { UserRole } from '@/trpc/routers'
import { stopWhenUnwanted } from '@/trpc/stop-when-unwanted'
import type { Clinician } from './appointment'
import { holdsWords } from './holds-words'

const typingPauseMs = 150
const maxSearchLength = 200
// All clinicians of most organisations; the rest are found by name.
const limit = 100

export type ClinicalRole = Extract<UserRole, 'doctor' | 'nurse' | 'pharmacist' | 'consultant'>
export const everyClinician: ClinicalRole[] = ['doctor', 'nurse', 'pharmacist', 'consultant']

/**
 * Who can be booked, found by the service as one types. While its answer is under way, the people already known are
 * narrowed here: otherwise a quick Enter would take somebody who doesn't match.
 */
export function useClinicians(typed: string, roles: ClinicalRole[]) {
  const wanted = typed.trim().slice(0, maxSearchLength)
  const [search] = useDebouncedValue(wanted, typingPauseMs)
  const query = useQuery(
    useClinical().clinicians.list.queryOptions(
      { roles, limit, ...(search ? { search } : {}) },
      // A tab that slept may have missed news: whoever comes back to it sees who is there now.
      { ...stopWhenUnwanted, placeholderData: keepPreviousData, refetchOnWindowFocus: 'always' },
    ),
  )
  const answered = search === wanted && !query.isPlaceholderData
  const items: Clinician[] = query.data?.items ?? []
  return {
    query,
    answered,
    total: query.data?.total,
    clinicians: answered ? items : items.filter(({ fullName }) => holdsWords(fullName, wanted)),
  }
}

/** Somebody who was chosen elsewhere, by their id; undefined while they aren't known, null when they can't be booked. */
export function useClinicianById(id: string | null): Clinician | null | undefined {
  const { data } = useQuery(
    useClinical().clinicians.list.queryOptions(
      { roles: everyClinician, limit: 1, ...(id && { id }) },
      { enabled: id !== null },
    ),
  )
  return data && (data.items[0] ?? null)
}

/**
 * What has become of someone who was chosen: how they are now, or that they can't be booked any more. Neither while
 * that isn't known.
 */
export function useChosenClinician(chosen: Clinician | null, roles: ClinicalRole[]) {
  const { clinicians } = useClinical()
  const everyone = useQuery(clinicians.list.queryOptions({ roles, limit }))
  const byName = useQuery(
    clinicians.list.queryOptions(
      { roles, search: chosen?.fullName.slice(0, maxSearchLength) ?? '', limit },
      { enabled: chosen !== null },
    ),
  )
  if (!chosen || !everyone.isSuccess || !byName.isSuccess) return { now: chosen, gone: false }
  // Whoever was renamed is missing under the old name, but not among everyone.
  const now = [...everyone.data.items, ...byName.data.items].find(({ id }) => id === chosen.id)
  const complete = everyone.data.nextCursor === null || byName.data.nextCursor === null
  return { now: now ?? chosen, gone: !now && complete }
}
