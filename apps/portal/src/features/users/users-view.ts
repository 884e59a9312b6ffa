import type { UserRole } from '@/trpc/routers'
import { addDays, dayOf, isDay, startOfDay } from '../appointments/zoned-time'

/** The columns beside the person, in their order. */
export const columnNames = [
  'email',
  'phone',
  'role',
  'state',
  'unit',
  'matricule',
  'arrived',
  'changed',
  'created',
] as const
export type ColumnName = (typeof columnNames)[number]
export const defaultColumns: ColumnName[] = ['role', 'state', 'arrived', 'changed']

export const densities = ['comfortable', 'compact'] as const
export type Density = (typeof densities)[number]
/** What is read at once; the road answers for at most 100 people. */
export const pageSizes: Record<Density, number> = { comfortable: 50, compact: 100 }

export const userStates = ['present', 'active', 'inactive', 'deleted'] as const
export type UserStateFilter = (typeof userStates)[number]
export const syncStates = ['arrived', 'waiting', 'parked', 'held'] as const
export type SyncFilter = (typeof syncStates)[number]
export const sortKeys = ['name', 'email', 'role', 'updatedAt', 'createdAt'] as const
export type SortKey = (typeof sortKeys)[number]

export const changedSpans = ['today', 'week'] as const
/** Since when people have changed: a span that goes on with the calendar, or a day. */
export type ChangedFilter = (typeof changedSpans)[number] | `${number}-${number}-${number}`
export const isChangedFilter = (text: string): text is ChangedFilter =>
  changedSpans.some((span) => span === text) || isDay(text)

/** How the address writes "people without a unit". */
export const noUnit = '~'

export interface UsersFilter {
  q: string
  roles: UserRole[]
  state: UserStateFilter
  sync: SyncFilter | null
  units: string[]
  changed: ChangedFilter | null
}

export const isFiltered = ({ q, roles, state, sync, units, changed }: UsersFilter) =>
  q !== '' || roles.length > 0 || state !== 'present' || sync !== null || units.length > 0 || changed !== null

/** The filter as the directory takes it: for lists, bulk deeds and exports alike. Days are those of the viewer's zone. */
export function filterInput({ q, roles, state, sync, units, changed }: UsersFilter, { timeZone, now }: Calendar) {
  return {
    ...(q && { search: q }),
    ...(roles.length > 0 && { roles }),
    ...(state !== 'present' && { state }),
    ...(sync && { sync }),
    ...(units.length > 0 && { ministeres: units.map((unit) => (unit === noUnit ? '' : unit)) }),
    ...(changed && { changedSince: startOfDay(firstDayOf(changed, dayOf(now, timeZone)), timeZone).toISOString() }),
  }
}
export type PeopleFilter = ReturnType<typeof filterInput>

interface Calendar {
  timeZone: string
  now: Date
}

/** Seven days are today and the six before. */
function firstDayOf(changed: ChangedFilter, today: string): string {
  if (changed === 'today') return today
  return changed === 'week' ? addDays(today, -6) : changed
}

/** A click on a column: times newest first, words from a; a second click turns it round. */
export function sortedBy(sort: SortKey, now: { sort: SortKey; order: 'asc' | 'desc' }) {
  const first = sort === 'updatedAt' || sort === 'createdAt' ? ('desc' as const) : ('asc' as const)
  const other = first === 'asc' ? ('desc' as const) : ('asc' as const)
  return { sort, order: now.sort === sort && now.order === first ? other : first }
}

/** The chosen columns in the table's order, however they were chosen. */
export const orderColumns = (chosen: readonly ColumnName[]) => columnNames.filter((name) => chosen.includes(name))
