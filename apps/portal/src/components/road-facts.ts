import type { ArrivalState } from './arrival-state'

/** One end of the road. */
export interface RoadSubscriber {
  name: 'clinical' | 'chat'
  /** Null while not known yet. */
  state: ArrivalState | null
  /** The version it has (a person's road). */
  version?: number | null
  /** What waits in its queue (the whole road). */
  waiting?: number | null
  /** Anything short that is worth saying: "12 ms", "2 min. ago". */
  detail?: string
}

/** The figures of the road, for everyone or for one person. */
export interface RoadFacts {
  /** A person's version, or how many people there are. */
  directory: { version?: number; people?: number }
  /** Events not handed to the bus; null when not known, left out on a person's road. */
  outbox?: number | null
  /** The brake holds this person's newest change before the bus. */
  held?: boolean
  subscribers: RoadSubscriber[]
  /** Change it when something happened: the road lights up for a moment. */
  pulse?: number | string
}
