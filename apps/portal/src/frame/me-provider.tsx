'use client'

import { useQuery } from '@tanstack/react-query'
import { createContext, type ReactNode, useContext } from 'react'
import { useDirectory } from '@/trpc/contexts'
import type { Me } from '@/trpc/routers'

const MeContext = createContext<Me | null>(null)

/** Who is signed in: known from the server's first rendering, then kept true like everything else. */
export function MeProvider({ initialMe, children }: { initialMe: Me; children: ReactNode }) {
  const directory = useDirectory()
  const { data } = useQuery(directory.me.get.queryOptions(undefined, { initialData: initialMe }))
  return <MeContext value={data}>{children}</MeContext>
}

export function useMe(): Me {
  const me = useContext(MeContext)
  if (!me) throw new Error('useMe needs MeProvider above it')
  return me
}

/** Whether the person's role may do one of these; the services decide again by themselves. */
export function useMay(...anyOf: Me['permissions'][number][]): boolean {
  const { permissions } = useMe()
  return anyOf.some((permission) => permissions.includes(permission))
}
