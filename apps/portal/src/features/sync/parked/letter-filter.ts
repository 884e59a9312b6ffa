import type { DirectoryIn } from '@/trpc/routers'
import { addDays, startOfDay } from '../../appointments/zoned-time'
import type { SyncParams } from '../sync-params'

type LetterQuery = Extract<DirectoryIn['sync']['deadLetters'], object>
/** What "all that were found" means when they are tried again or discarded. */
export type LetterFilter = Pick<LetterQuery, 'state' | 'userId' | 'search' | 'since' | 'until'>

const hourMs = 3_600_000
const ages = { hour: hourMs, day: 24 * hourMs, week: 7 * 24 * hourMs } as const

type FilterParams = Pick<SyncParams, 'q' | 'user' | 'state' | 'when' | 'from' | 'to'>

/** The address's filters as the directory takes them; days are those of the viewer's calendar, both included. */
export function filterOf({ q, user, state, when, from, to }: FilterParams, now: Date, timeZone: string): LetterFilter {
  const [first, last] = from && to && from > to ? [to, from] : [from, to]
  const byDays = first !== null || last !== null
  const since = first ? startOfDay(first, timeZone) : !byDays && when !== 'all' ? ago(when, now) : null
  return {
    ...(q.trim() && { search: q.trim() }),
    ...(user && { userId: user }),
    ...(state && { state }),
    ...(since && { since: since.toISOString() }),
    ...(last && { until: startOfDay(addDays(last, 1), timeZone).toISOString() }),
  }
}

// Rounded to the minute, so that the same question is asked for a while.
const ago = (age: keyof typeof ages, now: Date) => new Date(Math.floor((now.getTime() - ages[age]) / 60_000) * 60_000)
