'use client'

import { useQuery } from '@tanstack/react-query'
import { useMay } from '@/frame/me-provider'
import { useDirectory } from '@/trpc/contexts'
import { PersonSelect, type PersonSelectProps } from '../cache/person-select'

/** A person of the directory, chosen by name; the address only knows the id. */
export function PersonField(props: Omit<PersonSelectProps, 'selected'>) {
  const enabled = useMay('users.read')
  const { value } = props
  const { data, isError } = useQuery(
    useDirectory().users.byId.queryOptions({ id: value ?? '' }, { enabled: enabled && value !== null, retry: 1 }),
  )
  if (!enabled) return null
  return <PersonSelect {...props} selected={value !== null && data && !isError ? data : null} />
}
