'use client'

import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { getUntypedClient } from '@trpc/client'
import { z } from 'zod'
import { useDirectory } from '@/trpc/contexts'
import { useClients } from '@/trpc/trpc-providers'
import type { AuditFilter } from './audit-filter'

const partySchema = z.object({ kind: z.string(), id: z.string(), name: z.string().nullable() })
const itemSchema = z.object({
  id: z.string(),
  kind: z.enum(['change', 'operation']),
  at: z.string(),
  actor: partySchema,
  action: z.string(),
  outcome: z.enum(['done', 'refused', 'failed']),
  target: partySchema.nullable(),
  reason: z.string().nullable(),
  correlationId: z.string(),
  details: z.record(z.string(), z.unknown()),
  changes: z.record(z.string(), z.object({ from: z.unknown(), to: z.unknown() })).nullable(),
})
export type AuditItem = z.infer<typeof itemSchema>
const pageSchema = z.object({ items: z.array(itemSchema), nextCursor: z.string().nullable() })
const sealsSchema = z.object({
  blocks: z.number(),
  sealedUntil: z.string().nullable(),
  unsealed: z.number(),
  lastSealedAt: z.string().nullable(),
})
export type Seals = z.infer<typeof sealsSchema>

const refreshMs = 10_000

/** One page of the trail, newest first. Operations send no news, so the newest page looks again by itself. */
export function useAuditPage(filter: AuditFilter, limit: number, cursor: string | null) {
  const client = getUntypedClient(useClients().directory)
  const input = { ...filter, limit, ...(cursor && { cursor }) }
  return useQuery({
    queryKey: [['directory'], ['audit', 'list'], { input, type: 'query' }],
    queryFn: async ({ signal }) => pageSchema.parse(await client.query('audit.list', input, { signal })),
    placeholderData: keepPreviousData,
    refetchInterval: cursor ? false : refreshMs,
  })
}

/** How far the trail is sealed. */
export function useSeals() {
  const client = getUntypedClient(useClients().directory)
  return useQuery({
    queryKey: [['directory'], ['audit', 'seals'], { type: 'query' }],
    queryFn: async ({ signal }) => sealsSchema.parse(await client.query('audit.seals', undefined, { signal })),
    refetchInterval: refreshMs,
  })
}

/** Blanks a deleted person's fields everywhere, for good. */
export function useErase() {
  const client = getUntypedClient(useClients().directory)
  const queryClient = useQueryClient()
  const { users } = useDirectory()
  return useMutation({
    mutationFn: (input: { id: string; reason: string }) => client.mutation('users.erase', input),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: users.pathKey() }),
  })
}
