import type { Tone } from '@/components/arrival-state'
import type { Inspected } from './compare-fields'

export type TierName = 'near' | 'redis' | 'marker' | 'directory'
type StateName =
  | Inspected['near']['state']
  | Inspected['redis']['state']
  | Inspected['directory']['state']
  | 'marked'
  | 'behind'

/** What one tier holds of a user. */
export interface TierView {
  tier: TierName
  state: StateName
  tone: Tone
  version: number | null
  /** Since it came there. */
  ageSeconds: number | null
  /** What is left of its life. */
  ttlSeconds: number | null
  origin: Inspected['redis']['origin']
}

const tones: Record<StateName, Tone> = {
  profile: 'green',
  tombstone: 'violet',
  deleted: 'violet',
  stale: 'amber',
  behind: 'amber',
  corrupt: 'red',
  marked: 'blue',
  absent: 'grey',
  off: 'grey',
  unknown: 'grey',
  unreachable: 'grey',
}

/** Every tier in the order in which a read asks them; one that is older than the directory is called behind. */
export function readTiers({ near, redis, marker, directory, ttlSeconds }: Inspected): TierView[] {
  const view = (tier: TierName, state: StateName, version: number | null): TierView => {
    const isBehind = state === 'profile' && version !== null && version < (directory.version ?? version)
    const shown = isBehind ? 'behind' : state
    return { tier, state: shown, tone: tones[shown], version, ageSeconds: null, ttlSeconds: null, origin: null }
  }
  return [
    { ...view('near', near.state, near.version), ageSeconds: near.ageMs === null ? null : near.ageMs / 1000 },
    {
      ...view('redis', redis.state, redis.version),
      ageSeconds: redis.ageSeconds,
      ttlSeconds,
      origin: redis.origin,
    },
    { ...view('marker', marker.unknown ? 'marked' : 'absent', null), ttlSeconds: marker.ttlSeconds },
    view('directory', directory.state, directory.version),
  ]
}

/** Whether there is anything that invalidating would take away. */
export function holdsAnything({ exists, near, redis, marker }: Inspected): boolean {
  return exists || redis.state === 'corrupt' || marker.unknown || (near.version !== null && near.state !== 'off')
}
