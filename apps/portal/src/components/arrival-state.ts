import type { MatrixItem, Standing } from '@/trpc/routers'

/** The vocabulary of every page that says where a change is. */
export const arrivalStates = ['in-sync', 'on-its-way', 'late', 'parked', 'held', 'paused', 'unreachable'] as const
export type ArrivalState = (typeof arrivalStates)[number]

export type Tone = 'green' | 'blue' | 'amber' | 'red' | 'violet' | 'grey'

export const toneOf: Record<ArrivalState, Tone> = {
  'in-sync': 'green',
  'on-its-way': 'blue',
  late: 'amber',
  parked: 'red',
  held: 'violet',
  paused: 'grey',
  unreachable: 'grey',
}

const stateWords: Record<Standing['state'], ArrivalState> = {
  in_sync: 'in-sync',
  // What isn't cached is read from the directory when asked for, so it can't be out of date.
  not_cached: 'in-sync',
  on_its_way: 'on-its-way',
  late: 'late',
  parked: 'parked',
  held: 'held',
  paused: 'paused',
  unreachable: 'unreachable',
}

/** In the console's words: a change that is still retried is late, and parked only once the retries are used up. */
export function arrivalOf({ state, parked }: Standing): ArrivalState {
  return state === 'parked' && parked?.state === 'retrying' ? 'late' : stateWords[state]
}

/** A matrix that was read before the page learned of version `newest` can only say that it is under way. */
export function withNewest(item: MatrixItem, newest: number): MatrixItem {
  if (item.version >= newest) return item
  const onItsWay = (standing: Standing): Standing =>
    standing.state === 'unreachable' ? standing : { ...standing, state: 'on_its_way', since: null }
  return { ...item, version: newest, subscribers: item.subscribers.map(onItsWay) }
}
