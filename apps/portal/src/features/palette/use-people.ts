'use client'

import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useMay } from '@/frame/me-provider'
import { useClinical, useDirectory } from '@/trpc/contexts'
import type { User } from '@/trpc/routers'
import { stopWhenUnwanted } from '@/trpc/stop-when-unwanted'
import { holdsWords } from '../appointments/holds-words'
import { fullNameOf } from '../users/user-roles'
import type { PalettePerson } from './palette-entry'

const typingPauseMs = 150
const maxSearchLength = 200
const mostShown = 6

/** The people that answer to what is typed: anyone for whom may read users, otherwise who can be booked. */
export function usePeople(typed: string) {
  const wanted = typed.trim().slice(0, maxSearchLength)
  const [search] = useDebouncedValue(wanted, typingPauseMs)
  const readsUsers = useMay('users.read')
  const readsClinicians = useMay('appointments.read')
  const options = {
    ...stopWhenUnwanted,
    enabled: search !== '',
    placeholderData: keepPreviousData,
    retry: false,
  } as const
  const toPerson = useToPerson()
  const users = useQuery(
    useDirectory().users.list.queryOptions(
      { search, limit: mostShown },
      { ...options, enabled: options.enabled && readsUsers },
    ),
  )
  const clinicians = useQuery(
    useClinical().clinicians.list.queryOptions(
      { search, roles: ['doctor', 'nurse', 'pharmacist', 'consultant'], limit: mostShown },
      { ...options, enabled: options.enabled && readsClinicians && !readsUsers },
    ),
  )
  const query = readsUsers ? users : clinicians
  const found: PalettePerson[] = readsUsers
    ? (users.data?.items ?? []).map(toPerson)
    : (clinicians.data?.items ?? []).map(({ ministere, ...person }) => ({ ...person, hint: ministere }))
  const asks = (readsUsers || readsClinicians) && wanted !== ''
  const answered = !asks || (search === wanted && !query.isPlaceholderData && !query.isPending)
  return {
    // Until the service answers, those already known are narrowed here: a quick Enter must not open somebody else.
    people: wanted === '' ? [] : answered ? found : found.filter(({ fullName }) => holdsWords(fullName, wanted)),
    answered: answered || query.isError,
    failed: asks && query.isError ? query.error : null,
  }
}

/** People by id, as they are now; whoever is gone is left out. */
export function usePeopleById(ids: readonly string[]): PalettePerson[] {
  const { users } = useDirectory()
  const enabled = useMay('users.read')
  const toPerson = useToPerson()
  const answers = useQueries({ queries: ids.map((id) => users.byId.queryOptions({ id }, { enabled, retry: false })) })
  return answers.flatMap(({ data }) => (data && !data.deletedAt ? [toPerson(data)] : []))
}

function useToPerson() {
  const t = useTranslations('palette.person')
  return (user: User): PalettePerson => ({
    id: user.id,
    fullName: fullNameOf(user),
    role: user.role,
    avatar: user.avatar,
    hint: user.isActive ? user.email : t('inactive'),
  })
}
