'use client'
'use memo'

import type { RoadFacts } from './road-facts'
import { RoadFigure } from './road-figure'
import { useRoadWords } from './use-road-words'

/** The console's signature: where changes are, for everyone or for one person. */
export function Road(facts: RoadFacts) {
  return <RoadFigure words={useRoadWords(facts)} pulse={facts.pulse} />
}
