import type { IconCheck } from '@tabler/icons-react'
import type { Tone } from './arrival-state'

export type RoadIcon = typeof IconCheck

/** Everything a road says, in words: for the drawing, and as sentences for screen readers. */
export interface RoadWords {
  title: string
  directory: string
  directoryFact: string
  /** Between the directory and the bus; null leaves the road empty there. */
  pill: { text: string; tone?: Tone; icon?: RoadIcon } | null
  bus: string
  ends: {
    name: string
    service: string
    word: string
    facts: string
    /** Null while not known yet. */
    icon: RoadIcon | null
    tone: Tone
    hollow?: boolean
  }[]
  sentences: string[]
}
