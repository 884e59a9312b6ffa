import {
  IconAlertOctagon,
  IconArrowRight,
  IconArrowsExchange,
  IconCheck,
  IconHandStop,
  IconPlayerPause,
  IconPlayerSkipForward,
  IconRefresh,
  IconTrash,
  IconUnlink,
} from '@tabler/icons-react'
import type { Tone } from './arrival-state'
import type { TripState } from './read-trip'
import type { RoadIcon } from './road-words'

/** An icon and a tone for what became of an event; the word stands beside them. */
export const tripLooks: Record<TripState, { icon: RoadIcon; tone: Tone }> = {
  applied: { icon: IconCheck, tone: 'green' },
  superseded: { icon: IconPlayerSkipForward, tone: 'green' },
  waiting: { icon: IconArrowRight, tone: 'blue' },
  retrying: { icon: IconRefresh, tone: 'amber' },
  parked: { icon: IconAlertOctagon, tone: 'red' },
  held: { icon: IconHandStop, tone: 'violet' },
  rejected: { icon: IconArrowsExchange, tone: 'grey' },
  discarded: { icon: IconTrash, tone: 'grey' },
  paused: { icon: IconPlayerPause, tone: 'grey' },
  unreachable: { icon: IconUnlink, tone: 'grey' },
}
