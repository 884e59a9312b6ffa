import { addDays, startOfDay } from '../appointments/zoned-time'
import { type ActionGroup, actionsOf, type KnownAction } from './audit-actions'

export interface AuditParams {
  q: string
  what: readonly ActionGroup[]
  who: string | null
  whom: string | null
  request: string | null
  /** Days of the viewer's calendar, both included. */
  from: string | null
  to: string | null
}

/** What is asked of the list and of the export alike. */
export interface AuditFilter {
  search?: string
  actions?: KnownAction[]
  actorId?: string
  targetId?: string
  correlationId?: string
  from?: string
  to?: string
}

export function filterOf({ q, what, who, whom, request, from, to }: AuditParams, timeZone: string): AuditFilter {
  const [first, last] = from && to && from > to ? [to, from] : [from, to]
  const actions = actionsOf(what)
  return {
    ...(q.trim() && { search: q.trim() }),
    ...(actions && { actions }),
    ...(who && { actorId: who }),
    ...(whom && { targetId: whom }),
    ...(request && { correlationId: request }),
    ...(first && { from: startOfDay(first, timeZone).toISOString() }),
    ...(last && { to: startOfDay(addDays(last, 1), timeZone).toISOString() }),
  }
}

export const isFiltered = (params: AuditParams): boolean => Object.keys(filterOf(params, 'UTC')).length > 0

/** Where the CSV with the same entries comes from. */
export function exportAddress({ actions, ...filter }: AuditFilter): string {
  const query = new URLSearchParams(Object.entries(filter))
  for (const action of actions ?? []) query.append('actions', action)
  const text = query.toString()
  return text ? `/api/audit/export?${text}` : '/api/audit/export'
}
