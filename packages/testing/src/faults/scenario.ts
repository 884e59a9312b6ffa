import type { Oracle } from './oracle/oracle.js'
import type { World } from './world/world.js'

/** One fault: how it is injected, and what must hold beside the oracle's equation. */
export interface Scenario {
  /** As --only takes it; also the file's name. */
  name: string
  /** What is injected, in a few words: the report's first column. */
  fault: string
  /** Also part of the short form, where `stage.short` asks for fewer rounds. */
  short?: boolean
  /** Runs in a world that nobody uses after it. */
  ownWorld?: boolean
  /** Stops it, and fails it, after this long; 180 s unless given. */
  limitMs?: number
  run: (stage: Stage) => Promise<void>
}

/** What a scenario works with. */
export interface Stage {
  world: World
  oracle: Oracle
  short: boolean
  /** Aborted when the scenario's time is over. */
  signal: AbortSignal
  /** The fault is over: healing is measured from the last call. Called by the suite when a scenario never does. */
  healed: () => void
  /** Counts as unexpected, with the sentence, when it doesn't hold. */
  expect: (holds: boolean, what: string) => void
  /** A figure for the report. */
  note: (figure: string) => void
}
