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

export const lateAfterMs = 5000

export interface ArrivalFacts {
  /** The directory's version and when it was written. */
  version: number
  changedAt: string
  /** What the subscriber answered about this user; null while unknown. */
  held: { version: number | null; state: 'present' | 'deleted' | 'unknown' | 'not_cached' } | null
  paused?: boolean
  unreachable?: boolean
  nowMs: number
}

/** Where one user's newest version is for one subscriber; null while that isn't known. */
export function arrivalOf(facts: ArrivalFacts): ArrivalState | null {
  if (facts.unreachable) return 'unreachable'
  if (!facts.held) return null
  // What isn't cached is read from the directory when asked for, so it can't be out of date.
  if (facts.held.state === 'not_cached') return 'in-sync'
  if (facts.held.version !== null && facts.held.version >= facts.version) return 'in-sync'
  if (facts.paused) return 'paused'
  return facts.nowMs - Date.parse(facts.changedAt) > lateAfterMs ? 'late' : 'on-its-way'
}
